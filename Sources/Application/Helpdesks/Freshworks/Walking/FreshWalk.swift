internal import CivilTime

/// The way through a list of tickets, as values: it decides which page is read next, and does nothing.
///
/// Pages have numbers, and a list moves while it is read, so a row can slip from a page not yet read to one that was.
/// Nothing is lost all the same:
///
/// - We ask for the tickets in the order of their last change, oldest first. Where the vendor keeps to it, no second page
///   is ever needed: the list is asked for again from the time of the last row on (`updated_since` includes it), and its
///   first page goes on there. A ticket that changes meanwhile moves to the end, which is still before us; one that is
///   deleted or marked as spam arrives by the walk through those. Restarting so never comes near the 300 pages that the
///   vendor shows at most.
/// - Freshservice does not promise the order. It is believed when the rows rise by their last change while their
///   creations and their numbers go up and down: sorted by either, they could not. While all rise, every order explains
///   the page, and the list is asked for from the last row's creation on, which loses nothing under any: whatever comes
///   later was entered then or later, and changed after that. When a row breaks the order, it is not there.
/// - Wherever pages follow one another all the same (one second has more changes than a page, or there is no order), they
///   are read once more from the first, until a reading shows no ticket that was not seen before. A ticket escapes only if
///   the list moves at the same border twice, in each reading. The second reading costs a call for a hundred tickets,
///   which themselves cost several calls each.
///
/// What was seen is known to this process alone. After a restart more is read again, and nothing less.
struct FreshWalk: Equatable, Sendable {
  struct Row: Equatable, Sendable {
    var id: String
    var createdAt: Instant
    var updatedAt: Instant

    fileprivate var number: Int { Int(id) ?? 0 }
  }

  enum Order: String, Sendable { case unknown, byUpdate, none }

  /// Freshdesk refuses more, and Freshservice is said to.
  static let lastPage = 300
  private static let mostReadings = 6

  /// Where the walk began.
  private let origin: Instant
  /// From when on the list is asked for.
  private(set) var since: Instant
  private(set) var page = 1
  private(set) var order = Order.unknown
  /// 1 while these pages are read for the first time.
  private(set) var reading = 1
  /// How many pages there are to be read again.
  private var pages = 0
  /// Where the walk goes on after that; nothing at the end.
  private var rest: Instant?
  private var hasMissed = false
  private var trail = Trail()
  private(set) var isOver = false
  /// There are more pages than the vendor shows.
  var isStuck: Bool { page > Self.lastPage }

  init(since: Instant) {
    origin = since
    self.since = since
  }

  /// Takes a page, and answers which of its rows are news.
  mutating func take(_ rows: [Row], hasMore: Bool, begunAt: Instant, seen: inout FreshSeen) -> [Row] {
    let news = rows.filter { seen.insert($0) }
    if reading == 1 {
      readFirst(rows, hasMore, &seen)
    } else {
      // What changed after the beginning is the next walk's; it does not count as missed.
      hasMissed = hasMissed || news.contains { $0.updatedAt < begunAt }
      readAgain(&seen)
    }
    return news
  }

  private mutating func readFirst(_ rows: [Row], _ hasMore: Bool, _ seen: inout FreshSeen) {
    trail.add(rows)
    if order == .byUpdate, !trail.updatesRise { return startOver() }
    if order == .unknown { order = !trail.updatesRise ? .none : trail.provesOrder ? .byUpdate : .unknown }
    let next = restart
    guard hasMore else { return endRun(goingOnAt: nil, &seen) }
    if let next, next > since { return endRun(goingOnAt: next, &seen) }
    page += 1
  }

  /// From when on everything that is still to come can be asked for.
  private var restart: Instant? {
    switch order {
    case .byUpdate: trail.last?.updatedAt
    case .unknown: trail.creationsRise ? trail.last.map { min($0.createdAt, $0.updatedAt) } : nil
    case .none: nil
    }
  }

  /// The order was believed and does not hold: everything from the beginning, page by page.
  private mutating func startOver() {
    self = FreshWalk(since: origin)
    order = .none
  }

  private mutating func endRun(goingOnAt next: Instant?, _ seen: inout FreshSeen) {
    rest = next
    guard page > 1 else { return goOn(&seen) }
    pages = page
    reading = 2
    page = 1
    hasMissed = false
  }

  private mutating func readAgain(_ seen: inout FreshSeen) {
    if page < pages {
      page += 1
    } else if hasMissed, reading < Self.mostReadings {
      reading += 1
      page = 1
      hasMissed = false
    } else {
      goOn(&seen)
    }
  }

  private mutating func goOn(_ seen: inout FreshSeen) {
    guard let rest else {
      isOver = true
      return
    }
    since = rest
    page = 1
    reading = 1
    trail = Trail()
    seen.forget(before: rest)
  }
}

extension FreshWalk {
  /// What the rows of a run of pages show of their order.
  struct Trail: Equatable, Sendable {
    private(set) var last: Row?
    private(set) var updatesRise = true
    private(set) var creationsRise = true
    private(set) var creationsFall = true
    private(set) var numbersRise = true
    private(set) var numbersFall = true

    var provesOrder: Bool {
      updatesRise && !creationsRise && !creationsFall && !numbersRise && !numbersFall
    }

    mutating func add(_ rows: [Row]) {
      for row in rows {
        if let last {
          if row.updatedAt < last.updatedAt { updatesRise = false }
          if row.createdAt < last.createdAt { creationsRise = false }
          if row.createdAt > last.createdAt { creationsFall = false }
          if row.number < last.number { numbersRise = false }
          if row.number > last.number { numbersFall = false }
        }
        last = row
      }
    }
  }
}

/// The tickets that a run of pages has shown, as they were.
struct FreshSeen: Sendable {
  private var updates: [String: Instant] = [:]

  /// True for a ticket that was not seen, or that has changed since.
  mutating func insert(_ row: FreshWalk.Row) -> Bool {
    updates.updateValue(row.updatedAt, forKey: row.id) != row.updatedAt
  }

  mutating func forget(before instant: Instant) {
    if updates.values.contains(where: { $0 < instant }) { updates = updates.filter { $0.value >= instant } }
  }
}

// MARK: As text

extension FreshWalk {
  /// For the ledger.
  var text: String {
    func stored(_ instant: Instant?) -> String { instant.map { "\($0.seconds)" } ?? "-" }
    let parts = [
      stored(origin), stored(since), "\(page)", order.rawValue, "\(reading)", "\(pages)", stored(rest),
      hasMissed ? "missed" : "-", trail.text,
    ]
    return parts.joined(separator: " ")
  }

  init?(text: String) {
    let parts = text.split(separator: " ").map(String.init)
    func instant(_ index: Int) -> Instant? { Int64(parts[index]).map(Instant.init(seconds:)) }
    guard parts.count == 13, let origin = instant(0), let since = instant(1), let page = Int(parts[2]),
      let order = Order(rawValue: parts[3]), let reading = Int(parts[4]), let pages = Int(parts[5]),
      let trail = Trail(parts[8...])
    else { return nil }
    self.init(since: origin)
    self.since = since
    (self.page, self.order, self.reading, self.pages) = (page, order, reading, pages)
    rest = instant(6)
    hasMissed = parts[7] == "missed"
    self.trail = trail
  }
}

extension FreshWalk.Trail {
  fileprivate var text: String {
    let flags = [updatesRise, creationsRise, creationsFall, numbersRise, numbersFall].map { $0 ? "1" : "0" }.joined()
    guard let last else { return "\(flags) - 0 0 0" }
    return "\(flags) \(last.id) \(last.createdAt.seconds) \(last.updatedAt.seconds) 1"
  }

  fileprivate init?(_ parts: ArraySlice<String>) {
    let parts = Array(parts)
    guard parts.count == 5, parts[0].count == 5, let created = Int64(parts[2]), let updated = Int64(parts[3]) else {
      return nil
    }
    let flags = parts[0].map { $0 == "1" }
    (updatesRise, creationsRise, creationsFall) = (flags[0], flags[1], flags[2])
    (numbersRise, numbersFall) = (flags[3], flags[4])
    if parts[4] == "1" {
      last = FreshWalk.Row(
        id: parts[1], createdAt: Instant(seconds: created), updatedAt: Instant(seconds: updated))
    }
  }
}
