import CivilTime
import Testing

@testable import Helpdesks

/// A list at the vendor's that moves while it is read.
struct MovingList {
  enum Order: String, CaseIterable, CustomTestStringConvertible {
    case byUpdate, byCreation, newestFirst

    var testDescription: String { rawValue }
  }

  let order: Order
  var rows: [FreshWalk.Row] = []
  var now: Int64 = 1_000
  private var state: UInt64
  private static let size = 4

  init(_ order: Order, seed: UInt64) {
    self.order = order
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<chance(30) { create() }
    for _ in 0..<chance(20) { touch() }
  }

  mutating func chance(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, limit)))
  }

  func page(_ walk: FreshWalk) -> (rows: [FreshWalk.Row], hasMore: Bool) {
    let shown = rows.filter { $0.updatedAt >= walk.since }.sorted { left, right in
      switch order {
      case .byUpdate: (left.updatedAt, Int(left.id) ?? 0) < (right.updatedAt, Int(right.id) ?? 0)
      case .byCreation: (left.createdAt, Int(left.id) ?? 0) < (right.createdAt, Int(right.id) ?? 0)
      case .newestFirst: (left.createdAt, Int(left.id) ?? 0) > (right.createdAt, Int(right.id) ?? 0)
      }
    }
    let start = min(shown.count, (walk.page - 1) * Self.size)
    let end = min(shown.count, start + Self.size)
    return (Array(shown[start..<end]), end < shown.count)
  }

  /// Time often stands still, so that many rows have the same second.
  mutating func happen(deleting: Bool = true) {
    now += Int64(max(0, chance(4) - 1))
    switch chance(4) {
    case 0: create()
    case 1 where deleting && !rows.isEmpty: rows.remove(at: chance(rows.count))
    default: touch()
    }
  }

  private mutating func create() {
    now += Int64(chance(3))
    let moment = Instant(seconds: now)
    let id = (rows.compactMap { Int($0.id) }.max() ?? 0) + 1
    rows.append(FreshWalk.Row(id: "\(id)", createdAt: moment, updatedAt: moment))
  }

  private mutating func touch() {
    guard !rows.isEmpty else { return }
    now += Int64(chance(2))
    rows[chance(rows.count)].updatedAt = Instant(seconds: now)
  }
}

@Suite struct `Freshworks' walk` {
  @Test(arguments: MovingList.Order.allCases) func `misses nothing on a list that moves`(
    _ order: MovingList.Order
  ) {
    for seed in 1...400 {
      var list = MovingList(order, seed: UInt64(seed))
      list.now += 1
      let start = Instant(seconds: list.now)
      let before = list.rows
      let (seen, pages) = walk(&list, start, moves: seed % 3)
      // What is still there as it was at the start must have been seen; all else has changed since, or is gone.
      let owed = Set(before.filter { list.rows.contains($0) }.map(\.id))
      #expect(seen.isSuperset(of: owed), "seed \(seed) misses \(owed.subtracting(seen))")
      #expect(pages < 200, "seed \(seed)")
    }
  }

  @Test func `goes on after a restart without what it had seen`() {
    for seed in 1...100 {
      var list = MovingList(.byUpdate, seed: UInt64(seed))
      list.now += 1
      let start = Instant(seconds: list.now)
      let before = list.rows
      let (seen, _) = walk(&list, start, moves: 1, forgetting: true)
      let owed = Set(before.filter { list.rows.contains($0) }.map(\.id))
      #expect(seen.isSuperset(of: owed), "seed \(seed)")
    }
  }

  private func walk(
    _ list: inout MovingList, _ start: Instant, moves: Int, forgetting: Bool = false
  ) -> (ids: Set<String>, pages: Int) {
    var walk = FreshWalk(since: Instant(seconds: 0))
    var seen = FreshSeen()
    var ids: Set<String> = []
    var pages = 0
    while !walk.isOver, pages < 200 {
      let page = list.page(walk)
      for row in walk.take(page.rows, hasMore: page.hasMore, seen: &seen) { ids.insert(row.id) }
      if forgetting {
        guard let kept = FreshWalk(text: walk.text) else {
          Issue.record("\(walk.text) cannot be read")
          break
        }
        #expect(walk.isOver || kept == walk)
        if !walk.isOver { walk = kept }
        seen = FreshSeen()
      }
      pages += 1
      for _ in 0..<moves where pages < 60 { list.happen() }
    }
    return (ids, pages)
  }

  @Test func `needs no second page where the order is kept`() {
    var walk = FreshWalk(since: Instant(seconds: 0))
    var seen = FreshSeen()
    _ = walk.take(
      [row(5, 10, 100), row(3, 8, 101), row(9, 20, 102)], hasMore: true, seen: &seen)
    #expect(walk.order == .byUpdate)
    #expect(walk.since == Instant(seconds: 102))
    #expect(walk.page == 1)
    let news = walk.take(
      [row(9, 20, 102), row(1, 1, 103)], hasMore: false, seen: &seen)
    #expect(news.map(\.id) == ["1"])
    #expect(walk.isOver)
  }

  @Test func `does not believe an order that creation explains as well`() {
    var walk = FreshWalk(since: Instant(seconds: 0))
    var seen = FreshSeen()
    // The last was touched late: sorted by creation, the next row may have changed long before.
    _ = walk.take(
      [row(1, 10, 10), row(2, 11, 11), row(3, 12, 500)], hasMore: true, seen: &seen)
    #expect(walk.order == .unknown)
    #expect(walk.since == Instant(seconds: 12))
    let news = walk.take([row(3, 12, 500), row(4, 13, 13)], hasMore: false, seen: &seen)
    #expect(news.map(\.id) == ["4"])
    #expect(walk.order == .none)
    #expect(walk.isOver)
  }

  @Test func `looks back, page by page, until nothing has moved`() {
    var walk = FreshWalk(since: Instant(seconds: 7))
    var seen = FreshSeen()
    func take(_ ids: Int..., hasMore: Bool = true) -> [String] {
      walk.take(ids.map { row($0, Int64($0), 7) }, hasMore: hasMore, seen: &seen).map(\.id)
    }
    #expect(take(1, 2) == ["1", "2"])
    #expect(take(3, 4) == ["3", "4"])
    #expect(walk.page == 1 && walk.isLookingBack)
    #expect(take(1, 2) == [])
    #expect(walk.page == 3)
    // The first three were deleted: the fifth slipped onto the first page, the sixth and the seventh onto the second.
    #expect(take(8, hasMore: false) == ["8"])
    #expect(walk.page == 2)
    #expect(take(6, 7) == ["6", "7"])
    #expect(walk.page == 1, "the first row there was a new one")
    #expect(take(4, 5) == ["5"])
    #expect(walk.page == 2, "and up again")
    #expect(take(6, 7) == [])
    #expect(take(4, 5) == [])
    #expect(take(8, hasMore: false) == [])
    #expect(take(6, 7) == [])
    #expect(walk.page == 3 && !walk.isOver, "the last page once more")
    #expect(take(8, hasMore: false) == [])
    #expect(walk.isOver)
  }

  @Test func `stops before the page that the vendor refuses`() {
    var walk = FreshWalk(since: Instant(seconds: 0))
    var seen = FreshSeen()
    var calls = 0
    while !walk.isStuck, calls < 1_000 {
      let falling = row(1_000 - walk.page, 1_000 - Int64(walk.page), 1_000 - Int64(walk.page))
      _ = walk.take([falling], hasMore: true, seen: &seen)
      calls += 1
    }
    #expect(walk.page == 301)
    #expect(calls == 599, "each page but the last was read twice")
  }

  private func row(_ id: Int, _ created: Int64, _ updated: Int64) -> FreshWalk.Row {
    FreshWalk.Row(id: "\(id)", createdAt: Instant(seconds: created), updatedAt: Instant(seconds: updated))
  }
}
