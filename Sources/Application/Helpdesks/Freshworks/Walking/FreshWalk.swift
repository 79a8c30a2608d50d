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
/// - Freshservice does not promise the order. It is believed when the rows of a page rise by their last change while
///   their creations and their numbers go up and down: sorted by either, they could not. While all rise, every order
///   explains the page, and the list is asked for from the last row's creation on, which loses nothing under any:
///   whatever comes later was entered then or later, and changed after that. When a row breaks the order, there is none.
/// - Wherever pages follow one another all the same (one second has more changes than a page, or there is no order), we
///   look back: after each page the one before it is read again. If it shows the same tickets, the list did not move while
///   we crossed the border. If not, what has slipped over stands there now, and the border is crossed once more; if even
///   the first row there is a new one, more may have slipped further, and we go back another page. The last page is read
///   twice for the same reason. Rows that are pushed the other way only come twice. Looking back costs a call for a hundred
///   tickets, which themselves cost several calls each.
struct FreshWalk: Equatable, Sendable {
  struct Row: Equatable, Sendable {
    var id: String
    var createdAt: Instant
    var updatedAt: Instant

    init(id: String, createdAt: Instant, updatedAt: Instant) {
      self.id = id
      self.createdAt = createdAt
      self.updatedAt = updatedAt
    }

    init(_ ticket: FreshTicket) { self.init(id: ticket.id, createdAt: ticket.createdAt, updatedAt: ticket.updatedAt) }

    fileprivate var number: Int { Int(id) ?? 0 }
  }

  enum Order: String, Sendable { case unknown, byUpdate, none }

  /// Where the walk goes when it has looked back.
  private enum Goal: Equatable {
    case forward, end
    case restart(Instant)
  }

  /// Freshdesk refuses more, and Freshservice is said to.
  static let lastPage = 300

  /// Where the walk began.
  private let origin: Instant
  /// From when on the list is asked for.
  private(set) var since: Instant
  /// What is to be read next.
  private(set) var page = 1
  private(set) var order = Order.unknown
  private(set) var isOver = false
  /// The last page that was read going forward, and what stood on it and on the one before it.
  private var front = 0
  private var here: [String] = []
  private var behind: [String] = []
  private var goal = Goal.forward
  private var isClosing = false
  /// How often the border was crossed in vain. A list that never rests is left as it is in the end.
  private var unrest = 0
  private static let mostUnrest = 6
  private(set) var trail = Trail()

  init(since: Instant) {
    origin = since
    self.since = since
  }

  /// There are more pages than the vendor shows.
  var isStuck: Bool { page > Self.lastPage }
  var isLookingBack: Bool { page <= front }

  /// Takes a page, and answers which of its rows are news.
  mutating func take(_ rows: [Row], hasMore: Bool, seen: inout FreshSeen) -> [Row] {
    let knowsFirst = rows.first.map { behind.contains($0.id) || seen.contains($0.id) } ?? false
    let news = rows.filter { seen.insert($0) }
    if isClosing {
      close(rows, hasMore, &seen)
    } else if isLookingBack {
      lookBack(rows, knowsFirst, &seen)
    } else {
      goForward(rows, hasMore, &seen)
    }
    return news
  }

  private mutating func goForward(_ rows: [Row], _ hasMore: Bool, _ seen: inout FreshSeen) {
    trail.add(rows)
    if order == .byUpdate, !trail.updatesRise { return startOver() }
    if order == .unknown { order = !trail.updatesRise ? .none : trail.provesOrder ? .byUpdate : .unknown }
    front = page
    (behind, here) = (here, rows.map(\.id))
    goal = .forward
    if let restart, restart > since { goal = .restart(restart) }
    if !hasMore { goal = .end }
    if front > 1 { page = front - 1 } else { pursue(&seen) }
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

  private mutating func lookBack(_ rows: [Row], _ knowsFirst: Bool, _ seen: inout FreshSeen) {
    let ids = rows.map(\.id)
    let isQuiet = ids == behind && (!ids.isEmpty || page == 1)
    guard !isQuiet, unrest < Self.mostUnrest else { return pursue(&seen) }
    unrest += 1
    // It counts as read going forward just now.
    (front, here, behind) = (page, ids, [])
    trail.forgetBorder()
    page += page > 1 && !knowsFirst ? -1 : 1
  }

  private mutating func pursue(_ seen: inout FreshSeen) {
    switch goal {
    case .forward:
      page = front + 1
      unrest = 0
    case .end:
      isOver = front == 1
      isClosing = !isOver
      page = front
    case .restart(let instant):
      let believed = order
      self = FreshWalk(since: origin)
      (since, order) = (instant, believed)
      seen.forget(before: instant)
    }
  }

  /// The last page once more.
  private mutating func close(_ rows: [Row], _ hasMore: Bool, _ seen: inout FreshSeen) {
    isClosing = false
    isOver = rows.map(\.id) == here || unrest >= Self.mostUnrest
    guard !isOver else { return }
    unrest += 1
    here = behind
    trail.forgetBorder()
    goForward(rows, hasMore, &seen)
  }
}

extension FreshWalk {
  /// What the rows of a run of pages show of their order.
  struct Trail: Equatable, Sendable {
    private(set) var last: Row?
    private(set) var updatesRise = true
    /// Ups and downs within single pages: from one page to the next a list that moved may show anything.
    private var creations = Turns()
    private var numbers = Turns()
    private var creationsFellAtBorder = false

    var provesOrder: Bool { updatesRise && creations == .both && numbers == .both }
    var creationsRise: Bool { creations == .up && !creationsFellAtBorder }
    /// Rows that were pushed over a border come twice, which is no fall.
    var mayRiseByCreation: Bool { !creations.contains(.down) }

    mutating func add(_ rows: [Row]) {
      if let last, let first = rows.first {
        if first.updatedAt < last.updatedAt { updatesRise = false }
        if first.createdAt < last.createdAt { creationsFellAtBorder = true }
      }
      for (row, next) in zip(rows, rows.dropFirst()) {
        if next.updatedAt < row.updatedAt { updatesRise = false }
        creations.add(row.createdAt, next.createdAt)
        numbers.add(row.number, next.number)
      }
      last = rows.last ?? last
    }

    mutating func forgetBorder() { last = nil }
  }

  struct Turns: OptionSet, Sendable {
    let rawValue: Int

    static let up = Turns(rawValue: 1)
    static let down = Turns(rawValue: 2)
    static let both: Turns = [.up, .down]

    mutating func add<Value: Comparable>(_ value: Value, _ next: Value) {
      if next > value { insert(.up) }
      if next < value { insert(.down) }
    }
  }
}

/// The tickets that a run of pages has shown, as they were. Known to this process alone: after a restart more is read
/// again, and nothing less.
struct FreshSeen: Sendable {
  private var updates: [String: Instant] = [:]

  func contains(_ id: String) -> Bool { updates[id] != nil }

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
    let goal =
      switch goal {
      case .forward: "forward"
      case .end: "end"
      case .restart(let instant): "\(instant.seconds)"
      }
    let parts = ["\(origin.seconds)", "\(since.seconds)", "\(page)", order.rawValue, "\(front)", goal, trail.text]
    let counts = ["\(unrest)", isClosing ? "closing" : "-"]
    return (parts + counts + [here, behind].map { $0.isEmpty ? "-" : $0.joined(separator: ",") }).joined(separator: " ")
  }

  init?(text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 15, let origin = Int64(parts[0]), let since = Int64(parts[1]), let page = Int(parts[2]),
      let order = Order(rawValue: parts[3]), let front = Int(parts[4]), let trail = Trail(parts[6...10])
    else { return nil }
    self.init(since: Instant(seconds: origin))
    self.since = Instant(seconds: since)
    (self.page, self.order, self.front, self.trail) = (page, order, front, trail)
    goal = parts[5] == "end" ? .end : Int64(parts[5]).map { .restart(Instant(seconds: $0)) } ?? .forward
    func ids(_ text: String) -> [String] { text == "-" ? [] : text.split(separator: ",").map(String.init) }
    (unrest, isClosing) = (Int(parts[11]) ?? 0, parts[12] == "closing")
    (here, behind) = (ids(parts[13]), ids(parts[14]))
  }
}

extension FreshWalk.Trail {
  fileprivate var text: String {
    let flags = "\(updatesRise ? 1 : 0)\(creations.rawValue)\(numbers.rawValue)\(creationsFellAtBorder ? 1 : 0)"
    guard let last else { return "\(flags) - 0 0 0" }
    return "\(flags) \(last.id) \(last.createdAt.seconds) \(last.updatedAt.seconds) 1"
  }

  fileprivate init?(_ parts: ArraySlice<String>) {
    let parts = Array(parts)
    guard parts.count == 5, let created = Int64(parts[2]), let updated = Int64(parts[3]) else { return nil }
    let flags = parts[0].compactMap(\.wholeNumberValue)
    guard flags.count == 4 else { return nil }
    (updatesRise, creationsFellAtBorder) = (flags[0] == 1, flags[3] == 1)
    (creations, numbers) = (FreshWalk.Turns(rawValue: flags[1]), FreshWalk.Turns(rawValue: flags[2]))
    if parts[4] == "1" {
      last = FreshWalk.Row(
        id: parts[1], createdAt: Instant(seconds: created), updatedAt: Instant(seconds: updated))
    }
  }
}
