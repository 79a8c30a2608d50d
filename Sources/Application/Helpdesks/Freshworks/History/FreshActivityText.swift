internal import Support

/// What a line of a ticket's activities says was done.
enum FreshDeed: Equatable, Sendable {
  case status(String)
  /// By display name; nobody when it was taken away.
  case agent(String?)
  case group(String?)
  case attribute(Attribute, String)
  /// To an agent or to a group: the line does not say which.
  case assigned(String)
  /// Into the ticket with this number.
  case merged(into: String)
}

/// Activities are sentences for people: ` set Agent as John Doe`. Only sentences that begin with a known verb are read,
/// so that a subject or a note that happens to hold such words is none; what is not understood says nothing.
enum FreshActivityText {
  static func deeds(in text: String) -> [FreshDeed] {
    if let target = FreshMerge.target(inActivity: text) { return [.merged(into: target)] }
    guard verbs.contains(where: { text.trimmed.after($0) != nil }) else {
      return [deed(text.trimmed)].compactMap { $0 }
    }
    return sentences(of: text).compactMap(deed)
  }

  /// ` created the ticket`, ` created a new ticket`
  static func saysCreated(_ text: String) -> Bool {
    guard let rest = text.trimmed.after("created ") else { return false }
    return ["the ticket", "this ticket", "a new ticket", "a ticket"].contains(rest.trimmed.lowercased())
  }

  private static let verbs = ["set ", "changed ", "updated "]

  /// ` set Status as Pending, set Agent as Doe, John and set Group as Tier 2` are three. A comma or an “and” counts only
  /// before a verb, because names hold them too.
  private static func sentences(of text: String) -> [Substring] {
    var sentences: [Substring] = []
    var rest = text.trimmed
    while let border = border(in: rest) {
      sentences.append(rest[..<border.lowerBound])
      rest = rest[border.upperBound...]
    }
    return sentences + [rest]
  }

  private static func border(in text: Substring) -> Range<Substring.Index>? {
    let marks = [", and ", ", ", "; ", " and ", "\n"]
    let lowered = text.lowercased()
    // Where lower case has another length, indices would not fit: such a text is one sentence.
    guard lowered.utf8.count == text.utf8.count else { return nil }
    var found: Range<Int>?
    for mark in marks {
      for verb in verbs {
        guard let range = lowered.firstRange(of: mark + verb) else { continue }
        let start = lowered.utf8.distance(from: lowered.startIndex, to: range.lowerBound)
        let end = start + mark.utf8.count
        if start < found?.lowerBound ?? .max || start == found?.lowerBound && end > found?.upperBound ?? 0 {
          found = start..<end
        }
      }
    }
    return found.map { range in
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return start..<text.utf8.index(start, offsetBy: range.count)
    }
  }

  private static func deed(_ sentence: Substring) -> FreshDeed? {
    if let rest = sentence.after("set ") { return field(rest, [" as ", " to "]) }
    if let rest = sentence.after("changed ") ?? sentence.after("updated ") { return change(rest) }
    if let rest = sentence.after("assigned ") { return assignment(rest) }
    let done = ["closed": "Closed", "resolved": "Resolved", "reopened": "Open"]
    for (verb, status) in done where ["\(verb) the ticket", "\(verb) this ticket"].contains(sentence.lowercased()) {
      return .status(status)
    }
    return nil
  }

  /// `Status from Open to Pending`, `the status to Pending`
  private static func change(_ rest: Substring) -> FreshDeed? {
    guard let from = rest.parts(around: " from ") else { return field(rest, [" to ", " as "]) }
    guard let value = from.after.parts(around: " to ")?.after else { return nil }
    return deed(setting: from.before, to: value)
  }

  private static func field(_ rest: Substring, _ marks: [String]) -> FreshDeed? {
    for mark in marks {
      if let parts = rest.parts(around: mark) { return deed(setting: parts.before, to: parts.after) }
    }
    return nil
  }

  private static func deed(setting field: Substring, to value: Substring) -> FreshDeed? {
    let value = value.trimmed.withoutQuotes
    let isNobody = ["", "none", "nobody", "no agent", "no group", "unassigned", "-", "--", "---"]
      .contains(value.lowercased())
    switch (field.after("the ") ?? field).trimmed.lowercased() {
    case "status": return isNobody ? nil : .status(value)
    case "agent", "responder", "assignee": return .agent(isNobody ? nil : value)
    case "group", "agent group": return .group(isNobody ? nil : value)
    case "priority": return isNobody ? nil : .attribute(.priority, value.lowercased())
    case "type", "ticket type": return isNobody ? nil : .attribute(.type, value)
    case "category": return isNobody ? nil : .attribute(.category, value)
    default: return nil
    }
  }

  /// `the ticket to Ada Stone`, `to group Tier 2`
  private static func assignment(_ rest: Substring) -> FreshDeed? {
    let object = rest.after("the ticket ") ?? rest.after("this ticket ") ?? rest.after("ticket ") ?? rest
    guard let target = object.after("to ") else { return nil }
    func name(_ text: Substring) -> String { text.trimmed.withoutQuotes }
    if let group = target.after("the group ") ?? target.after("group ") { return .group(name(group)) }
    if let agent = target.after("the agent ") ?? target.after("agent ") { return .agent(name(agent)) }
    return name(target).isEmpty ? nil : .assigned(name(target))
  }
}

extension StringProtocol where SubSequence == Substring {
  var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}

extension Substring {
  /// What follows these words at the beginning, in whatever case.
  fileprivate func after(_ words: String) -> Substring? {
    let start = trimmed
    guard start.prefix(words.count).lowercased() == words else { return nil }
    return start.dropFirst(words.count)
  }

  fileprivate func parts(around words: String) -> (before: Substring, after: Substring)? {
    firstRange(of: words).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }

  fileprivate var withoutQuotes: String {
    let pairs: [(Character, Character)] = [("“", "”"), ("\"", "\""), ("'", "'")]
    for (open, close) in pairs where first == open && last == close && count > 1 {
      return String(dropFirst().dropLast())
    }
    return String(self)
  }
}
