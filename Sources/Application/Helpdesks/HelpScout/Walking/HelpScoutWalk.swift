import CivilTime
import JSONReader

/// A walk through the lists of conversations: what to ask next, given what was answered. It decides and does nothing.
///
/// A walk goes in rounds. A round opens all of its lists at once; those of one page are complete with that, because one
/// answer shows one moment. Longer ones are read on, one after another, by `HelpScoutReading`. What changed before it was
/// read is at the end of its list by then, where reading does not come any more: the next round asks each longer list
/// for what changed since this round began, by the vendor's clock. That is less every time, until one page holds it.
/// A conversation that moves between inboxes during a round is changed by that, so it is in the next round too. And
/// whatever changes later still is the next walk's, which begins before this one did.
///
/// `status=all` is not said to hold spam. When the first round shows none, the second asks for it by name.
struct HelpScoutWalk: Equatable {
  struct Leg: Equatable {
    var query: HelpScoutQuery
    var reading: HelpScoutReading
  }

  enum Step: Equatable {
    case open([HelpScoutQuery])
    case read(Leg)
    case over
  }

  private(set) var round = 0
  /// Lists of this round that were not asked yet.
  private var questions: [HelpScoutQuery]
  private var legs: [Leg] = []
  /// Lists of this round that have more than one page.
  private var long: [HelpScoutQuery] = []
  /// Asked in the second round, unless the first shows spam.
  private var spam: [HelpScoutQuery]
  /// When this round began.
  private var began: Instant
  /// How many conversations the first round lists.
  private(set) var total: Int?

  /// Changes may come faster than they can be read; then the next walk has the rest.
  private static let mostRounds = 5
  /// Seconds by which the clocks of one vendor's servers may differ.
  private static let leeway: Int64 = 5

  init(_ queries: [HelpScoutQuery], begunAt start: Instant) {
    questions = queries
    spam = queries.map { $0.spam() }
    began = start + -HelpScoutWalk.leeway
  }

  var next: Step {
    if !questions.isEmpty { return .open(questions) }
    return legs.first.map { .read($0) } ?? .over
  }

  /// The first pages of the lists that `next` wanted opened, in their order. Answers the rows of those that are complete.
  mutating func opened(_ pages: [HelpScoutListPage]) -> [JSONValue] {
    let answered = pages.compactMap(\.answeredAt).min().map { $0 + -HelpScoutWalk.leeway }
    if round == 0 { total = pages.compactMap(\.total).reduce(0, +) }
    began = round == 0 ? min(began, answered ?? began) : answered ?? began
    var rows = HelpScoutRows()
    for (query, page) in zip(questions, pages) {
      if page.pages > 1 {
        legs.append(Leg(query: query, reading: HelpScoutReading(endOf: page)))
        long.append(query)
      } else {
        rows.add(page)
      }
    }
    questions = []
    return took(rows.values)
  }

  /// What the leg that `next` wanted read has brought.
  mutating func read(_ rows: [JSONValue], upTo reading: HelpScoutReading) -> [JSONValue] {
    if reading.isOver { legs.removeFirst() } else { legs[0].reading = reading }
    return took(rows)
  }

  private mutating func took(_ rows: [JSONValue]) -> [JSONValue] {
    if round == 0, rows.contains(where: { $0["status"].says("spam") }) { spam = [] }
    if legs.isEmpty { beginRound() }
    return rows
  }

  private mutating func beginRound() {
    guard round + 1 < HelpScoutWalk.mostRounds else { return }
    for query in long.map({ $0.changed(since: began) }) where !questions.contains(query) { questions.append(query) }
    questions += spam
    (spam, long) = ([], [])
    round += 1
  }
}

extension HelpScoutWalk {
  /// As a position keeps it; nothing when the walk is over.
  var text: String? {
    guard next != .over else { return nil }
    var json = JSONWriter()
    json.object { json in
      json.member("round", round)
      json.member("began", began.seconds)
      json.member("total", total)
      json.member("questions") { json in json.array { for query in questions { query.write(to: &$0) } } }
      json.member("spam") { json in json.array { for query in spam { query.write(to: &$0) } } }
      json.member("long") { json in json.array { for query in long { query.write(to: &$0) } } }
      json.member("legs") { json in json.array { for leg in legs { leg.write(to: &$0) } } }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Nothing for text that is no walk, such as that of another version.
  init?(_ text: String) {
    do {
      let json = try JSONValue(text).root
      round = try json["round"].int
      began = Instant(seconds: Int64(try json["began"].int))
      total = try json.number("total")
      questions = try json["questions"].array.map { try HelpScoutQuery($0) }
      spam = try json["spam"].array.map { try HelpScoutQuery($0) }
      long = try json["long"].array.map { try HelpScoutQuery($0) }
      legs = try json["legs"].array.map { try Leg($0) }
    } catch {
      return nil
    }
  }
}

extension HelpScoutWalk.Leg {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("query") { query.write(to: &$0) }
      json.member("unread", reading.unread)
      json.member("size", reading.size)
      json.member("witness", reading.witness)
    }
  }

  fileprivate init(_ field: JSONField) throws {
    query = try HelpScoutQuery(field["query"])
    reading = HelpScoutReading(
      unread: try field["unread"].int, size: max(1, try field["size"].int), witness: try field.text("witness"))
  }
}

extension HelpScoutQuery {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("inbox", inbox)
      json.member("status", status)
      json.member("since", modifiedSince.map { Int($0.seconds) })
      json.member("expression", expression)
    }
  }

  fileprivate init(_ field: JSONField) throws {
    inbox = try field.text("inbox")
    status = try field["status"].string
    modifiedSince = try field.number("since").map { Instant(seconds: Int64($0)) }
    expression = try field.text("expression")
  }
}
