import CivilTime
import Fetching
import JSONReader
import Support

/// An audience for the time of one run.
///
/// “Permanent deletes never show up”, and a list may leave out who was archived: whom a walk through everything does not
/// meet the engine asks after by id.
struct MailchimpSession: HelpdeskSession {
  let list: MailchimpList
  let directory: [DirectoryEntry] = []
  let warnings: [String] = []

  /// Contacts that nobody touched for years link customers to clients as well: everything is everything, however far
  /// back the settings reach. Who signed up in a span of time has changed since its beginning.
  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    switch reach {
    case .identities: return Page()  // of conversations, and here are none
    case .only(let ids): return Page(items: ids.map(item))
    case .everything: return try await page(at: MailchimpStep(position) ?? MailchimpStep(since: nil))
    case .changed(let since), .window(let since, _):
      return try await page(at: MailchimpStep(position) ?? MailchimpStep(since: since))
    }
  }

  private func item(_ id: String) -> Item {
    Item("contact \(id)") {
      // Erased for good, or known by another address now, which is another id. Whoever is archived answers.
      guard let member = try await list.member(id) else { return Delivery(forgottenContacts: [id]) }
      return Delivery(directory: [try MailchimpMember(member).entry])
    }
  }
}

/// Where a walk goes on: with those who changed at this time or later. All of them when it is nothing.
struct MailchimpStep: Equatable {
  var since: Instant?

  init(since: Instant?) { self.since = since }

  init?(_ position: Position?) {
    guard let text = position?.text, let time = Timestamp(text) else { return nil }
    since = time.instant
  }

  var position: Position? { since.map { Position($0.iso8601) } }

  /// A second before the last change of a page, if that leads any further.
  func next(after last: Instant?) -> MailchimpStep? {
    guard let last else { return nil }
    let next = last + -1
    return next > since ?? Instant(seconds: .min) ? MailchimpStep(since: next) : nil
  }
}

extension MailchimpSession {
  /// A thousand of those who changed since a time, in the order of their changes; the next page begins a second before
  /// the last one's change, at offset 0 again.
  ///
  /// Who changes while we read leaves for the end of the list, and everybody behind moves up. With offsets a member would
  /// slip by at each edge of a page; a time does not move. Starting a second early finds all who changed in the second at
  /// the edge, whether `since_last_changed` includes its own second or not. Contacts that come twice are harmless.
  ///
  /// Where a whole page changed within that second, as after an import, time does not lead any further, and offsets are
  /// all there is: see `crowd`.
  private func page(at step: MailchimpStep) async throws -> Page {
    let rows = try await list.page(since: step.since, offset: 0)
    var found = Found()
    let last = found.take(rows.members)
    guard rows.goesOn(after: 0) else { return found.page(next: nil) }
    if let next = step.next(after: last) { return found.page(next: next) }
    return try await crowd(at: step, found)
  }

  /// All who changed in one second, and are more than a page, in one go: by offsets, again and again until a round finds
  /// nobody new. A round that misses somebody because others left their places is followed by another.
  private func crowd(at step: MailchimpStep, _ found: Found) async throws -> Page {
    var found = found
    var next: MailchimpStep?
    for _ in 0..<MailchimpSession.mostRounds {
      let known = found.entries.count
      next = try await round(step, &found)
      if found.entries.count == known { return found.page(next: next) }
    }
    found.warnings.append(
      "contacts that changed \(step.since.map { "at \($0.iso8601)" } ?? "long ago") go on changing;"
        + " some may be missing until the next sync")
    return found.page(next: next)
  }

  private static let mostRounds = 6

  /// Answers where time leads further; nothing at the end of the list.
  private func round(_ step: MailchimpStep, _ found: inout Found) async throws -> MailchimpStep? {
    var offset = 0
    while true {
      let rows = try await list.page(since: step.since, offset: offset)
      let last = found.take(rows.members)
      guard rows.goesOn(after: offset) else { return nil }
      if let next = step.next(after: last) { return next }
      offset += rows.members.count
    }
  }
}

/// What the answers for one page held: each contact once, in the order of their coming.
private struct Found {
  private(set) var entries: [String: DirectoryEntry] = [:]
  private var order: [String] = []
  private var rejected: [RejectedRow] = []
  var warnings: [String] = []

  /// Answers the latest change among these.
  mutating func take(_ members: [JSONField]) -> Instant? {
    var last: Instant?
    for member in members {
      do {
        let member = try MailchimpMember(member)
        if entries.updateValue(member.entry, forKey: member.id) == nil { order.append(member.id) }
        if let changed = member.lastChanged { last = max(last ?? changed, changed) }
      } catch {
        let row = RejectedRow(where: "a contact of the audience", why: "\(error)")
        if !rejected.contains(row) { rejected.append(row) }
      }
    }
    return last
  }

  func page(next: MailchimpStep?) -> Page {
    let delivery = Delivery(directory: order.compactMap { entries[$0] }, rejected: rejected, warnings: warnings)
    return Page(next: next.flatMap(\.position), delivery: delivery)
  }
}
