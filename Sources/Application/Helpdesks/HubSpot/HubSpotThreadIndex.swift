import Fetching
import JSONReader
import Synchronization

/// Which conversations belong to which ticket.
///
/// Nothing tells that for many tickets at once. A few are asked about one by one; for more of them all conversations are
/// listed once a run, 500 a call.
final class HubSpotThreadIndex: Sendable {
  private typealias Listing = Task<[String: [HubSpotThread]], any Error>

  private struct State {
    var askedSingly = 0
    var listing: Listing?
  }

  private let calls: VendorCalls
  private let state = Mutex(State())
  private static let mostSingly = 20

  init(_ calls: VendorCalls) { self.calls = calls }

  /// - Parameter many: this is one of many questions.
  func threads(of tickets: [String], many: Bool) async throws -> [String: [HubSpotThread]] {
    guard isFewer(than: HubSpotThreadIndex.mostSingly, with: tickets.count), !many else { return try await listed() }
    let found = try await calls.each(tickets) { [calls] id in
      // One that cannot be read is set aside by the pass that lists conversations.
      try await calls.hubSpotList { HubSpotRequest.threads(ofTicket: id, after: $0) }.compactMap { json in
        var thread = try? HubSpotThread(json)
        thread?.ticketID = id
        return thread
      }
    }
    return Dictionary(zip(tickets, found)) { first, _ in first }
  }

  private func isFewer(than most: Int, with more: Int) -> Bool {
    state.withLock { state in
      guard state.listing == nil, state.askedSingly + more <= most else { return false }
      state.askedSingly += more
      return true
    }
  }

  /// One listing for all who wait for it. Who is cancelled ends it: nobody else of the run will want it then.
  private func listed() async throws -> [String: [HubSpotThread]] {
    let listing = state.withLock { state in
      let listing = state.listing ?? Listing { [calls] in try await HubSpotThreadIndex.list(calls) }
      state.listing = listing
      return listing
    }
    do {
      return try await withTaskCancellationHandler {
        try await listing.value
      } onCancel: {
        listing.cancel()
      }
    } catch {
      state.withLock { if $0.listing == listing { $0.listing = nil } }
      throw error
    }
  }

  private static func list(_ calls: VendorCalls) async throws -> [String: [HubSpotThread]] {
    var threads: [String: [HubSpotThread]] = [:]
    for thread in try await everyThread(calls) {
      if let ticket = thread.ticketID { threads[ticket, default: []].append(thread) }
    }
    return threads
  }

  static func everyThread(_ calls: VendorCalls) async throws -> [HubSpotThread] {
    var threads: [HubSpotThread] = []
    var after: String?
    repeat {
      let answer = try await calls.send(HubSpotRequest.threads(after: after)).json.root
      // One that cannot be read costs itself only; the pass that lists conversations sets it aside with the reason.
      threads += try answer["results"].list.compactMap { try? HubSpotThread($0) }
      after = answer.pagingAfter
    } while after != nil
    return threads
  }
}
