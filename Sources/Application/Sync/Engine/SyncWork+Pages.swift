import CivilTime
import Fetching
import Helpdesks
import JSONReader
import SQLCore
import Support
import Synchronization
import Warehouse

/// A page whose items are complete.
private struct CompletePage: Sendable {
  var deliveries: [Delivery]
  var rejected: [SetAside]
  var items: Int
  var next: Position?
  var total: Int?
  var identities: [String]
}

extension SyncWork {
  /// So many pages are complete or in work before the first of them is booked.
  private static let pagesAhead = 4
  /// Items of one page that are in work at a time; the calls they make are limited elsewhere.
  private static let itemsAtOnce = 64

  /// Follows a walk to its end: the next page is listed, the items of those before are completed, and the oldest is
  /// booked, all at the same time. Pages are booked in their order, so the kept position never runs ahead.
  func follow(_ walk: Walk, _ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    change {
      $0.pass = pass.name
      $0.page = walk.page
      $0.total = nil
    }
    let tasks = TaskBag()
    try await withTaskCancellationHandler {
      defer { tasks.cancelAll() }
      try await follow(walk, pass, session, tasks)
    } onCancel: {
      tasks.cancelAll()
    }
  }

  private func follow(_ walk: Walk, _ pass: SyncPass, _ session: any HelpdeskSession, _ tasks: TaskBag) async throws {
    @Sendable func list(from position: Position?) -> Task<Page, any Error> {
      tasks.run { try await session.page(of: pass, reaching: walk.reach, at: position, begunAt: walk.begunAt) }
    }
    var listing: Task<Page, any Error>? = list(from: walk.position)
    var completing: [Task<CompletePage, any Error>] = []
    var walk = walk
    while listing != nil || !completing.isEmpty {
      if completing.count < SyncWork.pagesAhead, let listed = listing {
        let page = try await listed.value
        listing = page.next.map { list(from: $0) }
        completing.append(tasks.run { try await SyncWork.complete(page) })
        continue
      }
      let page = try await completing.removeFirst().value
      walk.page += 1
      walk.position = page.next
      try await book(page, walk, pass)
    }
  }

  /// What came of identities and probes is needed at once, page by page.
  func collect(_ reach: Reach, _ session: any HelpdeskSession) async throws -> [String] {
    guard let pass = sync.helpdesk.passes.first else { return [] }
    var identities: [String] = []
    var position: Position?
    repeat {
      let page = try await session.page(of: pass, reaching: reach, at: position, begunAt: begunAt)
      identities += page.identities
      position = page.next
    } while position != nil
    return identities
  }

  private static func complete(_ page: Page) async throws -> CompletePage {
    let results = try await withThrowingTaskGroup(of: (Int, Result<Delivery, SetAsideItem>).self) { group in
      var results = [Result<Delivery, SetAsideItem>?](repeating: nil, count: page.items.count)
      var next = 0
      func addNext() {
        guard next < page.items.count else { return }
        let (index, item) = (next, page.items[next])
        group.addTask { (index, try await bring(item)) }
        next += 1
      }
      for _ in 0..<itemsAtOnce { addNext() }
      for try await (index, result) in group {
        results[index] = result
        addNext()
      }
      return results.compactMap { $0 }
    }
    var complete = CompletePage(
      deliveries: [page.delivery], rejected: [], items: page.items.count, next: page.next, total: page.total,
      identities: page.identities)
    for result in results {
      switch result {
      case .success(let delivery): complete.deliveries.append(delivery)
      case .failure(let item): complete.rejected.append(SetAside(place: item.name, reason: item.why))
      }
    }
    return complete
  }

  private struct SetAsideItem: Error {
    var name: String
    var why: String
  }

  /// What is wrong with one item costs this item; what is wrong with the vendor ends the run.
  private static func bring(_ item: Item) async throws -> Result<Delivery, SetAsideItem> {
    do {
      return .success(try await item.bring())
    } catch let error as VendorError where error.remedy == .skip {
      return .failure(SetAsideItem(name: item.name, why: error.description))
    } catch let error as JSONMismatch {
      return .failure(SetAsideItem(name: item.name, why: "\(error)"))
    } catch let error as JSONError {
      return .failure(SetAsideItem(name: item.name, why: "\(error)"))
    } catch let error as BadRecord {
      return .failure(SetAsideItem(name: item.name, why: "\(error)"))
    }
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
    change {
      $0.page = walk.page
      $0.total = page.total ?? $0.total
      $0.seen?.formUnion(page.deliveries.lazy.flatMap(\.records).map(\.conversation.key.vendorID))
      $0.report.fetched += records + contacts
      $0.report.rejected += rejected.count
    }
    let kept = report.rejected - rejected.count
    let outcome = try await write(page, rejected, after: kept, walk, pass)
    change {
      $0.report.outcome.add(outcome)
      $0.report.stored += outcome.added + outcome.changed + contacts
    }
  }

  private func write(
    _ page: CompletePage, _ rejected: [SetAside], after kept: Int, _ walk: Walk, _ pass: SyncPass
  ) async throws -> RecordingOutcome {
    let (source, rules, host, run) = (source, sync.rules, sync.host, run(.running, ""))
    return try await sync.ledger.store.write { db in
      let now = host.clock()
      guard try db.renewLease(on: source, for: host.name, at: now) else { throw LeaseLost(source: source) }
      let recording = try Recording(on: db, under: rules, at: now, manner: .snapshot)
      for delivery in page.deliveries {
        for record in delivery.records { try recording.record(record) }
        try db.save(delivery.directory, of: source, at: now)
      }
      for delivery in page.deliveries { try recording.take(delivery.notices) }
      let outcome = try recording.finish()
      try db.save(run, settingAside: rejected, after: kept)
      if walk.keepsCursor { try db.save(walk.cursor(after: page.next), of: source, pass: pass.name, at: now) }
      return outcome
    }
  }
}

/// Another process has taken over: whatever this one has is left to it.
struct LeaseLost: Error, CustomStringConvertible {
  let source: String
  var description: String { "another process has taken over the sync of \(source); nothing of this page was kept" }
}

extension Walk {
  /// At its end the walk is gone, and everything before its beginning is known.
  fileprivate func cursor(after next: Position?) -> SyncCursor {
    guard let next, let reach = reach.stored else { return SyncCursor(knownUntil: begunAt) }
    return SyncCursor(
      knownUntil: knownUntil,
      walk: SyncCursor.Walk(reach: reach, begunAt: begunAt, position: next.text, page: page))
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

/// Tasks that end with whoever started them. One that has ended is forgotten, and with it what it came to: a walk of
/// thousands of pages must not keep them all.
private final class TaskBag: Sendable {
  private struct State {
    var isOver = false
    var lastID = 0
    /// Nothing for one that runs already and was not noted yet.
    var cancels: [Int: (@Sendable () -> Void)?] = [:]
  }

  private let state = Mutex(State())

  func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) -> Task<T, any Error> {
    let id = state.withLock { state in
      state.lastID += 1
      state.cancels.updateValue(nil, forKey: state.lastID)
      return state.lastID
    }
    let task = Task {
      defer { forget(id) }
      return try await body()
    }
    let isOver = state.withLock { state in
      if state.cancels[id] != nil { state.cancels.updateValue({ task.cancel() }, forKey: id) }
      return state.isOver
    }
    if isOver { task.cancel() }
    return task
  }

  func cancelAll() {
    let cancels = state.withLock { state in
      state.isOver = true
      return state.cancels.values.compactMap { $0 }
    }
    for cancel in cancels { cancel() }
  }

  private func forget(_ id: Int) { state.withLock { _ = $0.cancels.removeValue(forKey: id) } }
}
