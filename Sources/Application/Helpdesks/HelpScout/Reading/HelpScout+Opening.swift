package import CivilTime
package import Fetching
import JSONReader

extension HelpScout {
  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    var reader = HelpScoutDirectoryReader(calls: calls, inboxes: configuration.inboxes)
    try await reader.read()
    let decoder = HelpScoutDecoder(
      source: source, directory: reader.directory, observedAt: now,
      takesRatings: try await !HelpScout.hasReport(calls, at: now))
    return HelpScoutSession(
      calls: calls, decoder: decoder, inboxes: reader.visibleInboxes, warnings: reader.warnings)
  }

  /// “Plus and Pro plans only”: elsewhere the ratings that entries show are all there is.
  static func hasReport(_ calls: VendorCalls, at now: Instant) async throws -> Bool {
    do {
      let report = HelpScoutRatingReport(from: now + -86_400, to: now, inboxes: [])
      _ = try await calls.send(report.request(page: 1))
      return true
    } catch let error as VendorError where error.remedy == .skip {
      return false
    }
  }
}
