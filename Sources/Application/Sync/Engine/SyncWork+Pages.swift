import CivilTime
import Fetching
import Helpdesks
import SQLCore
import Support
import Warehouse

extension SyncWork {
  /// Follows a walk to its end: the next page is listed, the items of those before are completed, and the oldest is
  /// booked, all at the same time.
  func follow(_ walk: Walk, _ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    change {
      $0.pass = pass.name
      $0.page = walk.page
      $0.total = nil
      $0.contactsMet = pass.listsContacts && walk.readsEverything ? [] : nil
    }
    try await withThrowingTaskGroup(of: PagesAhead.Outcome.self) { group in
      var walk = walk
      var pages = PagesAhead(of: pass.name, from: walk.position)
      func begin() {
        while let work = pages.takeWork() { group.addTask { [walk] in await SyncWork.done(work, walk, pass, session) } }
      }
      begin()
      while let outcome = try await group.next() {
        try Task.checkCancellation()
        pages.take(outcome)
        begin()
        while let page = try pages.takePage() {
          walk.page += 1
          walk.position = page.next
          begin()
          try await book(page, walk, pass)
        }
      }
    }
  }

  private static func done(
    _ work: PagesAhead.Work, _ walk: Walk, _ pass: SyncPass, _ session: any HelpdeskSession
  ) async -> PagesAhead.Outcome {
    switch work {
    case .list(let number, let position):
      do {
        let page = try await session.page(of: pass, reaching: walk.reach, at: position, begunAt: walk.begunAt)
        return .listed(number, .success(page))
      } catch {
        return .listed(number, .failure(error))
      }
    case .complete(let number, let page):
      do { return .completed(number, .success(try await CompletePage(page))) } catch {
        return .completed(number, .failure(error))
      }
    }
  }

  /// The vendor's ids of all that was created since.
  func identities(since: Instant, _ session: any HelpdeskSession) async throws -> Set<String> {
    guard let pass = sync.helpdesk.passes.first else { return [] }
    var identities: Set<String> = []
    var places: Set<Position> = []
    var position: Position?
    repeat {
      let page = try await session.page(
        of: pass, reaching: .identities(since: since), at: position, begunAt: walksBeginAt)
      identities.formUnion(page.identities)
      position = page.next
      if let position, !places.insert(position).inserted { throw PagesAhead.circle(in: pass.name) }
    } while position != nil
    return identities
  }

  /// One transaction for the page, the position after it, and the lease without which nothing may be written.
  private func book(_ page: CompletePage, _ walk: Walk, _ pass: SyncPass) async throws {
    var rejected = page.rejected
    for delivery in page.deliveries {
      rejected += delivery.rejected.map { SetAside(place: $0.where, reason: $0.why) }
      for warning in delivery.warnings { warn(warning) }
    }
    let records = page.deliveries.reduce(0) { $0 + $1.records.count }
    let contacts = page.deliveries.reduce(0) { $0 + $1.directory.count { $0.kind == .contact } }
    let kept = report.rejected
    change {
      $0.page = walk.page
      $0.total = page.total ?? $0.total
      $0.contactsMet?.formUnion(
        page.deliveries.lazy.flatMap(\.directory).filter { $0.kind == .contact }.map(\.id))
      if $0.seen != nil {
        let records = page.deliveries.lazy.flatMap(\.records)
        $0.seen?.formUnion(records.map(\.conversation.key.vendorID))
        $0.seenDeleted.formUnion(records.filter(\.isToldDeleted).map(\.conversation.key.vendorID))
      }
      $0.report.fetched += records + contacts
      $0.report.rejected += rejected.count
    }
    let outcome = try await write(page, rejected, after: kept, walk)
    try await note(page.deliveries.reduce(into: [:]) { access, delivery in access.merge(delivery.access) { $1 } })
    change {
      $0.report.outcome.add(outcome.recording)
      $0.report.stored += outcome.recording.added + outcome.recording.changed + outcome.contacts
    }
  }

  private func write(
    _ page: CompletePage, _ rejected: [SetAside], after kept: Int, _ walk: Walk
  ) async throws -> (recording: RecordingOutcome, contacts: Int) {
    let (source, rules, run) = (source, sync.rules, run(.running, ""))
    return try await write { db, now in
      let recording = try Recording(on: db, under: rules, at: now, manner: .snapshot)
      var contacts = 0
      for delivery in page.deliveries {
        for record in delivery.records { try recording.record(record) }
        let news = try db.save(delivery.directory, of: source, at: now).filter { $0.kind == .contact }
        // After a walk through everything whoever it did not meet is asked after.
        if case .changed = walk.reach { try db.forgetFormer(of: news, in: source) }
        contacts += news.count
        contacts += try db.forget(contacts: delivery.forgottenContacts, of: source)
      }
      for delivery in page.deliveries { try recording.take(delivery.notices) }
      let outcome = try recording.finish()
      try db.save(run, settingAside: rejected, after: kept)
      if let name = walk.cursor { try db.save(walk.standing(before: page.next), of: source, pass: name, at: now) }
      return (outcome, contacts)
    }
  }
}

extension RecordingOutcome {
  fileprivate mutating func add(_ other: RecordingOutcome) {
    added += other.added
    changed += other.changed
    unchanged += other.unchanged
    messagesAdded += other.messagesAdded
  }
}

extension Record {
  /// Whether it says of the conversation that it is deleted, and nowhere that it is back.
  fileprivate var isToldDeleted: Bool {
    events.contains { $0.happening == .deleted(true) } && !events.contains { $0.happening == .deleted(false) }
  }
}
