import CivilTime
import Fetching
import JSONReader
import Support

/// Request Tracker for the time of one run.
struct TrackerSession: HelpdeskSession {
  let desk: RequestTracker
  let lists: TrackerLists
  let people: TrackerPeople
  let directory: [DirectoryEntry]
  let now: Instant
  let warnings: [String] = []

  init(desk: RequestTracker, lists: TrackerLists, people: TrackerPeople, queues: [DirectoryEntry], now: Instant) {
    self.desk = desk
    self.lists = lists
    self.people = people
    self.now = now
    directory = queues
  }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    let isForDeleted = pass.name == "deleted"
    let wanted: TrackerSearch.Wanted
    switch reach {
    case .only(let ids): return isForDeleted ? Page() : Page(items: ids.map(item))
    case .identities(let since):
      guard !isForDeleted else { return Page() }
      wanted = .created(since: since)
    case .everything(let since), .changed(let since): wanted = .changed(since: since)
    case .window(let from, let to): wanted = .createdOrChanged(from: from, to: to)
    }
    let search = TrackerSearch(wanted: wanted, isForDeleted: isForDeleted)
    if case .deletions(let number) = TrackerStep(position) { return try await deletions(search, number) }
    let leaf = try await leaf(of: search, at: TrackerStep(position))
    if case .identities = reach { return Page(next: leaf.next?.position, total: leaf.total, identities: leaf.ids) }
    let next = leaf.next ?? (isForDeleted ? .deletions(1) : nil)
    return Page(
      items: leaf.ids.map(item), next: next?.position, total: isForDeleted ? nil : leaf.total,
      delivery: Delivery(rejected: leaf.rejected))
  }

  private func item(_ id: String) -> Item { Item("ticket \(id)") { try await bring(id) } }
}

/// Where a walk goes on.
enum TrackerStep: Equatable {
  /// Towards page 1.
  case page(Int)
  /// Away from page 1, of a list without totals.
  case onward(Int)
  case deletions(Int)

  init?(_ position: Position?) {
    let words = position?.text.split(separator: " ") ?? []
    guard words.count == 2, let number = Int(words[1]) else { return nil }
    switch words[0] {
    case "page": self = .page(number)
    case "onward": self = .onward(number)
    case "deletions": self = .deletions(number)
    default: return nil
    }
  }

  var position: Position {
    switch self {
    case .page(let number): Position("page \(number)")
    case .onward(let number): Position("onward \(number)")
    case .deletions(let number): Position("deletions \(number)")
    }
  }
}

extension TrackerSession {
  private struct Leaf {
    var ids: [String]
    /// What is no ticket.
    var rejected: [RejectedRow]
    var next: TrackerStep?
    var total: Int?

    init(_ rows: TrackerLists.Rows, ids: [String], next: TrackerStep? = nil, total: Int? = nil) {
      self.ids = ids
      self.next = next
      self.total = total
      rejected = rows.rows.filter { TrackerValue($0.root)["id"].text == nil }.map { row in
        RejectedRow(where: "a ticket of a list", why: "expected a ticket, found \(row.kind.rawValue) without an id")
      }
    }
  }

  /// One page of a list of tickets, which is in the order of their last changes and is read **from its last page to its
  /// first**.
  ///
  /// While we read, a ticket that changes leaves its place for the end of the list, one that is deleted, merged or moved
  /// out of sight leaves it altogether, and a new one appears at the end. Each of these moves rows towards the
  /// beginning only, from pages that were read to pages that were not: a row may come twice, and none can be missed.
  /// Read from the first page on, the row that slips over the edge of a page would be lost. What arrives at the end
  /// has changed since the walk began, and belongs to the next one. A second key, the number, keeps the order of
  /// tickets that changed in the same second from differing between two pages. A page that is gone when its turn comes
  /// is empty, or the last one once more: its rows are on pages that are still to be read.
  ///
  /// To begin anew from the last second seen, as other lists are walked, would need the account's time zone, and saves
  /// nothing: Request Tracker counts and sorts all that it finds for each page.
  ///
  /// The first question learns how many pages there are, and is the answer where there is one.
  private func leaf(of search: TrackerSearch, at step: TrackerStep?) async throws -> Leaf {
    switch step {
    case .page(let number): return try await page(number, of: search)
    case .onward(let number): return onward(try await lists.page(of: search, number), number, search)
    case nil, .deletions:
      let first = try await lists.page(of: search, 1)
      guard let pages = first.pages else { return onward(first, 1, search) }
      guard pages > 1 else { return Leaf(first, ids: ids(in: first, search), total: first.total) }
      return try await page(pages, of: search)
    }
  }

  private func page(_ number: Int, of search: TrackerSearch) async throws -> Leaf {
    let rows = try await lists.page(of: search, number)
    return Leaf(rows, ids: ids(in: rows, search), next: number > 1 ? .page(number - 1) : nil, total: rows.total)
  }

  /// A server that checks rights row by row hides how many pages there are. Its list is read from the beginning; should
  /// a ticket change meanwhile, another may slip by, and is found when recent days are looked up again.
  private func onward(_ rows: TrackerLists.Rows, _ number: Int, _ search: TrackerSearch) -> Leaf {
    let goesOn = rows.goesOn(after: number) ?? false
    return Leaf(rows, ids: ids(in: rows, search), next: goesOn ? .onward(number + 1) : nil)
  }

  private func ids(in rows: TrackerLists.Rows, _ search: TrackerSearch) -> [String] {
    rows.rows.compactMap { row in
      let ticket = TrackerValue(row.root)
      let type = ticket["Type"].text
      guard type == nil || type == "ticket",
        search.wants(created: ticket["Created"].instant, changed: ticket["LastUpdated"].instant)
      else { return nil }
      return ticket["id"].text
    }
  }

  /// The tickets that were set to `deleted`, from their histories. New rows come at the end, and rows go only with a
  /// ticket that is shredded, so the pages are read in their order.
  private func deletions(_ search: TrackerSearch, _ number: Int) async throws -> Page {
    let rows: TrackerLists.Rows
    do {
      rows = try await lists.deletions(search, number)
    } catch let error as VendorError where error.remedy == .skip {
      // A server that has no such list shows deleted tickets to those who ask for them, as the list before did.
      guard error.kind == .forbidden else { return Page() }
      let warning = "deleted tickets are found only when known ones are looked up again: \(error.cause)"
      return Page(delivery: Delivery(warnings: [warning]))
    }
    var ids: [String] = []
    for row in rows.rows {
      let deletion = TrackerValue(row.root)
      let type = deletion["ObjectType"].text
      guard type == nil || type == "RT::Ticket", let id = deletion["ObjectId"].reference, !ids.contains(id),
        search.wants(created: deletion["Created"].instant, changed: deletion["Created"].instant)
      else { continue }
      ids.append(id)
    }
    let goesOn = rows.goesOn(after: number) ?? false
    return Page(items: ids.map(item), next: goesOn ? TrackerStep.deletions(number + 1).position : nil)
  }
}
