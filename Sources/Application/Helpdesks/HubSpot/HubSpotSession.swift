import CivilTime
import Fetching
import JSONReader
import Support

/// HubSpot for the time of one run.
final class HubSpotSession: HelpdeskSession {
  let directory: [DirectoryEntry]
  let warnings: [String]
  let calls: VendorCalls
  let decoder: HubSpotDecoder
  let reading: HubSpotReading
  /// Why conversations may not be read; nothing when they may.
  let conversationsRefusal: VendorError?

  init(
    _ calls: VendorCalls, _ places: HubSpotPlaces, warnings: [String], conversations: VendorError?, at now: Instant
  ) {
    self.calls = calls
    self.warnings = warnings
    directory = places.entries
    decoder = HubSpotDecoder(places: places, observedAt: now)
    conversationsRefusal = conversations
    reading = HubSpotReading(calls, decoder, readsConversations: conversations == nil)
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
