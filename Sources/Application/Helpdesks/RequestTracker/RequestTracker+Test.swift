import CivilTime
package import Fetching
import JSONReader

extension RequestTracker {
  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    await TrackerExamination(TrackerLists(calls), TrackerPeople(calls)).run()
  }
}

/// Tries what a sync needs, each thing on what the one before found.
private struct TrackerExamination {
  private let lists: TrackerLists
  private let people: TrackerPeople
  private let everything = TrackerSearch.changed(since: Instant(seconds: 0))

  init(_ lists: TrackerLists, _ people: TrackerPeople) {
    self.lists = lists
    self.people = people
  }

  func run() async -> [ConnectionCheck] {
    do {
      let queues = try await lists.queues()
      let signedIn = [ConnectionCheck("Sign in", .passed), queuesCheck(seen: queues.count)]
      return await signedIn + tickets()
    } catch {
      return [ConnectionCheck("Sign in", .failed(TrackerExamination.cause(of: error)), request: newToken)]
    }
  }

  private func queuesCheck(seen count: Int) -> ConnectionCheck {
    guard count == 0 else { return ConnectionCheck("Read queues", scope: "SeeQueue", .passed) }
    return ConnectionCheck(
      "Read queues", scope: "SeeQueue", .limited("it sees no queue, so inboxes have numbers instead of names"),
      request: rights("SeeQueue"))
  }

  private func tickets() async -> [ConnectionCheck] {
    do {
      let page = try await lists.page(of: everything, 1, size: 1)
      guard let id = page.rows.first.flatMap({ TrackerValue($0["id"]).text }),
        let body = try await lists.ticket(id)
      else {
        return [
          ConnectionCheck(
            "Read tickets", scope: "ShowTicket", .limited("it sees no ticket: there is none, or none for this account"),
            request: rights("ShowTicket"))
        ]
      }
      let ticket = try TrackerTicket(body)
      return [
        ConnectionCheck("Read tickets", scope: "ShowTicket", .passed), await history(of: ticket),
        await users(of: ticket), await comments(), fields(of: ticket),
      ].compactMap { $0 }
    } catch {
      return [
        ConnectionCheck(
          "Read tickets", scope: "ShowTicket", .failed(TrackerExamination.cause(of: error)),
          request: rights("ShowTicket"))
      ]
    }
  }

  private func history(of ticket: TrackerTicket) async -> ConnectionCheck {
    do {
      let outcome: ConnectionCheck.Outcome =
        try await lists.history(of: ticket).isEmpty ? .failed("the history of ticket \(ticket.id) is empty") : .passed
      return check("Read histories", "ShowTicket", outcome)
    } catch {
      return check("Read histories", "ShowTicket", .failed(TrackerExamination.cause(of: error)))
    }
  }

  private func users(of ticket: TrackerTicket) async -> ConnectionCheck {
    guard let name = ticket.creator ?? ticket.requestors.first else { return ConnectionCheck("Read users", .passed) }
    do {
      let isTold = try await people.crowd(names: [name], numbers: []).named(name).isPrivileged != nil
      let outcome: ConnectionCheck.Outcome = isTold ? .passed : .failed("it cannot tell staff from customers")
      let request = isTold ? nil : "Please make the account that Replyledger reads with a privileged user."
      return ConnectionCheck("Read users", outcome, request: request)
    } catch {
      return ConnectionCheck("Read users", .failed(TrackerExamination.cause(of: error)))
    }
  }

  /// Rights are checked row by row, so a page of comments that it may not see is an empty one.
  private func comments() async -> ConnectionCheck? {
    guard let sees = try? await lists.showsComments() else { return nil }  // not every server can be asked so
    guard !sees else { return check("Read comments", "ShowTicketComments", .passed) }
    return check(
      "Read comments", "ShowTicketComments",
      .limited("it sees no comment, so no private notes: nobody wrote one, or none is for this account"))
  }

  private func fields(of ticket: TrackerTicket) -> ConnectionCheck {
    guard ticket.customFields.isEmpty else { return check("Read custom fields", "SeeCustomField", .passed) }
    return check(
      "Read custom fields", "SeeCustomField",
      .limited("ticket \(ticket.id) shows none: without them there are no tags and no products"))
  }

  private func check(_ name: String, _ right: String, _ outcome: ConnectionCheck.Outcome) -> ConnectionCheck {
    ConnectionCheck(name, scope: right, outcome, request: outcome == .passed ? nil : rights(right))
  }

  private func rights(_ right: String) -> String {
    """
    Please give the account that Replyledger reads Request Tracker with the right \(right) on every queue that is to be \
    counted (Admin > Global > User Rights, or Admin > Queues). It needs SeeQueue, ShowTicket, ShowTicketComments and \
    SeeCustomField, has to be a privileged user, and changes nothing.
    """
  }

  private var newToken: String {
    """
    Please create an authentication token for the account that Replyledger reads Request Tracker with (signed in as that \
    account: Logged in as > Settings > Auth Tokens); the right ManageAuthTokens shows that page.
    """
  }

  private static func cause(of error: any Error) -> String {
    guard let error = error as? VendorError else { return "\(error)" }
    return error.cause + (error.hint.map { " (\($0))" } ?? "")
  }
}
