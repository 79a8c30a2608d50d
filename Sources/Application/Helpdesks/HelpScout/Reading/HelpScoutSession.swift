import CivilTime
import Fetching
import JSONReader
import Support

/// Help Scout for the time of one run.
struct HelpScoutSession: HelpdeskSession {
  let calls: VendorCalls
  let decoder: HelpScoutDecoder
  /// By id; empty for all.
  let inboxes: [String]
  let warnings: [String]

  var directory: [DirectoryEntry] { decoder.directory.entries }

  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
  {
    if pass == .ratings { return try await ratings(reach, at: position, begunAt: start) }
    if case .only(let ids) = reach { return Page(items: ids.map(item), total: ids.count) }
    let walk =
      position.flatMap { HelpScoutWalk($0.text) }
      ?? HelpScoutWalk(reach.helpScoutQueries(of: inboxes), begunAt: start)
    return try await page(of: walk, reaching: reach)
  }

  private func page(of walk: HelpScoutWalk, reaching reach: Reach) async throws -> Page {
    var walk = walk
    var embed: String? = "threads"
    if case .identities = reach { embed = nil }
    let rows: [JSONValue]
    switch walk.next {
    case .open(let queries):
      let pages = try await calls.each(queries) { [embed] in try await calls.page(1, of: $0.list(embedding: embed)) }
      rows = walk.opened(pages)
    case .read(var leg):
      let list = leg.query.list(embedding: embed)
      let met = try await leg.reading.step({ try await calls.page($0, of: list) }, calls)
      rows = walk.read(met, upTo: leg.reading)
    case .over: rows = []
    }
    var page = Page(next: walk.text.map { Position($0) }, total: walk.total)
    if case .identities(let since) = reach {
      page.identities = rows.compactMap { identity($0, createdSince: since) }
    } else {
      page.items = rows.map(item)
    }
    return page
  }

  /// “Deleted” ones may still be listed; they are not there any more.
  private func identity(_ row: JSONValue, createdSince since: Instant) -> String? {
    guard !row["state"].says("deleted"), let id = HelpScoutListPage.id(row) else { return nil }
    let createdAt = try? row.root.time("createdAt")  // one without a time is listed all the same
    return (createdAt ?? since) < since ? nil : id
  }
}
