import CivilTime
import Fetching
import JSONReader
import Support

/// HubSpot for the time of one run.
final class HubSpotSession: HelpdeskSession {
  let directory: [DirectoryEntry]
  let warnings: [String]
  let access: [Supply: SupplyAccess]
  let calls: VendorCalls
  let decoder: HubSpotDecoder
  let reading: HubSpotReading
  /// Why conversations may not be read; nothing when they may.
  let conversationsRefusal: VendorError?

  init(_ calls: VendorCalls, _ told: HubSpotOpening.Told, at now: Instant) {
    self.calls = calls
    warnings = told.warnings
    access = told.access
    directory = told.places.entries
    decoder = HubSpotDecoder(places: told.places, observedAt: now)
    conversationsRefusal = told.conversations
    reading = HubSpotReading(calls, decoder, readsConversations: told.conversations == nil)
  }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    switch pass {
    case .hubSpotTickets: try await HubSpotTicketWalk(self, reach, start).page(at: position)
    case .hubSpotThreads: try await HubSpotThreadWalk(self, reach, start).page(at: position)
    default: try await HubSpotArchiveWalk(self, reach).page(at: position)
    }
  }
}
