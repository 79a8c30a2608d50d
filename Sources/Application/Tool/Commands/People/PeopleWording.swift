import CivilTime
import Runtime
import Support

/// What commands about people say.
enum PeopleWording {
  static func list(_ people: People) -> String {
    var table = TextTable([
      .left("PERSON"), .left("TEAMS"), .right("MESSAGES"), .left("LAST SEEN"), .left("KNOWN AS"), .left("REMARKS"),
    ])
    for person in people.people {
      table.add([
        person.name, person.teams.map(\.words).joined(separator: ", "), String(person.messages),
        person.lastSeen.map { String($0.iso8601.prefix(10)) } ?? "–",
        person.aliases.map(\.words).joined(separator: ", "),
        remarks(person, people),
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  private static func remarks(_ person: People.Person, _ people: People) -> String {
    var remarks = person.merged.map { "is \($0.other ?? "") (decision \($0.number))" }
    if let left = person.leftAt { remarks.append("left \(left.iso8601.prefix(10))") }
    remarks += person.roles.compactMap(\.other).filter { $0 != IdentityRole.shared.rawValue }
    if people.unranked.contains(person.name) { remarks.append("shared, never ranked") }
    return remarks.joined(separator: "; ")
  }

  static func review(_ open: [People.Open]) -> String {
    var table = TextTable([
      .left("NAME"), .left("SOURCE"), .left("ID"), .right("MESSAGES"), .left("LAST SEEN"), .left("MAY BE"),
    ])
    for one in open {
      table.add([
        one.calling.name, one.calling.source, one.calling.vendorID ?? "", String(one.messages),
        one.lastSeen.map { String($0.iso8601.prefix(10)) } ?? "–",
        one.suggestions.isEmpty ? "nobody in the list" : one.suggestions.map(\.words).joined(separator: "; "),
      ])
    }
    return table.lines.joined(separator: "\n") + "\n"
  }

  static func imported(_ report: PeopleImport) -> String {
    var lines: [String] = []
    lines += report.linked.map {
      "line \($0.number): \($0.name) - \($0.vendorID) is \($0.person) (\($0.match.rawValue))"
    }
    lines += report.added.map { "line \($0.number): \($0.name) - \($0.vendorID) is new in the list" }
    lines += report.open.map { one in
      let may = one.suggestions.map(\.words).joined(separator: "; ")
      return "line \(one.number): \(one.name) - \(one.vendorID) waits for a decision: \(may)"
    }
    let counts = [
      "\(report.linked.count) linked", "\(report.added.count) added", "\(report.known) known before",
      "\(report.open.count) to decide", "\(report.problems.count) set aside",
    ]
    lines.append(counts.joined(separator: ", "))
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a decision says, with its number.
  static func said(_ decision: IdentityDecision) -> String {
    "\(decision.sentence)\(decision.timeWords). Undo it with: replyledger people undo \(decision.number)"
  }
}

extension IdentityDecision {
  fileprivate var timeWords: String {
    (from.map { " from \($0.iso8601)" } ?? "") + (to.map { " to \($0.iso8601)" } ?? "")
  }
}

extension People.Team {
  fileprivate var words: String {
    let from = fromDay.map { " from \($0.iso8601)" } ?? ""
    return team + from + (toDay.map { " to \($0.iso8601)" } ?? "")
  }
}

extension People.Alias {
  fileprivate var words: String {
    let place = source.map { "\($0): " } ?? ""
    return place + calling + (decision.map { " (decision \($0))" } ?? "")
  }
}

extension Suggestion {
  fileprivate var words: String { "\(person) (\(kind.rawValue), \(Int((confidence * 100).rounded())) %: \(why))" }
}
