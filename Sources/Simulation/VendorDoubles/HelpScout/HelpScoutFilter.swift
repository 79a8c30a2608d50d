internal import CivilTime
internal import HTTPServer

/// What `GET /conversations` is asked for, as far as the vendor documents it.
struct HelpScoutFilter {
  struct Refusal: Error {
    let parameter: String
    let why: String
  }

  var mailboxes: Set<Int>?
  var status = "active"
  var tags: Set<String>?
  var assignee: Int?
  var number: Int?
  var modifiedSince: Instant?
  var terms: [Term] = []
  var sortField = "createdAt"
  var ascends = false
  var embeds = false
  var page = 1

  /// A range of times in the vendor's query language; inclusive on both sides, `*` is open.
  struct Term: Equatable {
    var field: String
    var from: Instant?
    var to: Instant?
  }

  static let parameters: Set<String> = [
    "mailbox", "folder", "status", "tag", "assigned_to", "number", "modifiedSince", "sortField", "sortOrder", "embed",
    "query", "customFieldsByIds", "page",
  ]
  private static let statuses = ["active", "pending", "closed", "spam", "open", "all"]
  private static let sortFields = [
    "createdAt", "customerEmail", "customerName", "mailboxid", "modifiedAt", "number", "score", "status", "subject",
    "waitingSince",
  ]

  init(_ query: HTTPQuery) throws(Refusal) {
    for parameter in query.parameters { try take(parameter.name, parameter.value) }
  }

  private mutating func take(_ name: String, _ value: String) throws(Refusal) {
    switch name {
    case "mailbox": mailboxes = Set(try HelpScoutFilter.list(name, value))
    case "status": status = try HelpScoutFilter.word(name, value, of: Self.statuses)
    case "tag": tags = Set(value.split(separator: ",").map(String.init))
    case "assigned_to": assignee = try HelpScoutFilter.number(name, value)
    case "number": number = try HelpScoutFilter.number(name, value)
    case "modifiedSince": modifiedSince = try HelpScoutFilter.time(name, value)
    case "sortField": sortField = try HelpScoutFilter.word(name, value, of: Self.sortFields)
    case "sortOrder": ascends = try HelpScoutFilter.word(name, value, of: ["asc", "desc"]) == "asc"
    case "embed": embeds = try HelpScoutFilter.word(name, value, of: ["threads"]) == "threads"
    case "query": terms = try HelpScoutFilter.terms(name, value)
    case "page":
      page = try HelpScoutFilter.number(name, value)
      if page < 1 { throw Refusal(parameter: name, why: "must be at least 1") }
    default: throw Refusal(parameter: name, why: "is not served here")
    }
  }

  func takes(_ conversation: HelpScoutDesk.Conversation) -> Bool {
    guard conversation.fate == .present else { return false }
    if let mailboxes, !mailboxes.contains(conversation.mailbox) { return false }
    if status == "open", conversation.status != "active", conversation.status != "pending" { return false }
    if status != "open", status != "all", conversation.status != status { return false }
    if let tags, tags.isDisjoint(with: conversation.tags) { return false }
    if let assignee, conversation.assignee ?? -1 != assignee { return false }
    if let number, conversation.number != number { return false }
    if let modifiedSince, conversation.modifiedAt < modifiedSince { return false }
    return terms.allSatisfy { $0.takes(conversation) }
  }

  /// By the wanted field; equal ones by id, always the same way.
  func precedes(_ left: HelpScoutDesk.Conversation, _ right: HelpScoutDesk.Conversation) -> Bool {
    let keys = (key(left), key(right))
    let isBefore = keys.0 == keys.1 ? left.id < right.id : keys.0 < keys.1
    return isBefore == ascends
  }

  private func key(_ conversation: HelpScoutDesk.Conversation) -> Int64 {
    switch sortField {
    case "modifiedAt": conversation.modifiedAt.seconds
    case "number": Int64(conversation.number)
    case "waitingSince": conversation.waitingSince?.seconds ?? 0
    case "mailboxid": Int64(conversation.mailbox)
    default: conversation.createdAt.seconds
    }
  }
}

extension HelpScoutFilter.Term {
  fileprivate func takes(_ conversation: HelpScoutDesk.Conversation) -> Bool {
    let time = field == "createdAt" ? conversation.createdAt : conversation.modifiedAt
    return (from.map { $0 <= time } ?? true) && (to.map { time <= $0 } ?? true)
  }
}

extension HelpScoutFilter {
  static func number(_ name: String, _ value: String) throws(Refusal) -> Int {
    guard let number = Int(value) else { throw Refusal(parameter: name, why: "must be a number") }
    return number
  }

  private static func list(_ name: String, _ value: String) throws(Refusal) -> [Int] {
    let numbers = value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !numbers.contains(nil) else { throw Refusal(parameter: name, why: "must be an id or a list of ids") }
    return numbers.compactMap { $0 }
  }

  private static func word(_ name: String, _ value: String, of words: [String]) throws(Refusal) -> String {
    guard words.contains(value) else {
      throw Refusal(
        parameter: name, why: "Expected one of these: \(words.map { "'\($0)'" }.joined(separator: ", "))")
    }
    return value
  }

  /// “Fractional seconds are rejected.”
  static func time(_ name: String, _ value: String) throws(Refusal) -> Instant {
    guard !value.contains("."), let time = Timestamp(value), time.namesZone else {
      throw Refusal(parameter: name, why: "must be a time in UTC without fractions")
    }
    return time.instant
  }

  /// `(createdAt:[a TO b])`, and several of them with `AND`; “`*` is an open end”, of a beginning nothing is said.
  private static func terms(_ name: String, _ value: String) throws(Refusal) -> [Term] {
    guard value.hasPrefix("("), value.hasSuffix(")") else { throw Refusal(parameter: name, why: "needs parentheses") }
    var terms: [Term] = []
    for part in value.dropFirst().dropLast().split(separator: " AND ") {
      guard let term = try term(part, name) else { throw Refusal(parameter: name, why: "cannot be understood") }
      terms.append(term)
    }
    return terms
  }

  private static func term(_ text: Substring, _ name: String) throws(Refusal) -> Term? {
    guard let field = ["createdAt", "modifiedAt"].first(where: { text.hasPrefix("\($0):[") }), text.hasSuffix("]")
    else { return nil }
    let ends = text.dropFirst(field.count + 2).dropLast().split(separator: " TO ").map(String.init)
    guard ends.count == 2 else { return nil }
    return Term(
      field: field, from: try time(name, ends[0]),
      to: ends[1] == "*" ? nil : try time(name, ends[1]))
  }
}
