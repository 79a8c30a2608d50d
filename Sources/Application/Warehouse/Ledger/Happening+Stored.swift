import Support

extension Happening {
  /// The columns `kind` and `detail`.
  var stored: (kind: String, detail: String?) {
    switch self {
    case .message(let kind): (kind.rawValue, nil)
    case .state(let state): ("state", state.rawValue)
    case .assignment(let person): ("assignment", person)
    case .team(let id): ("team", id)
    case .inbox(let id): ("inbox", id)
    case .tag(let name, let isSet): (isSet ? "tag_added" : "tag_removed", name)
    case .attribute(let attribute, let value): ("attribute:\(attribute.rawValue)", value)
    case .rating(let rating): ("rating", rating.stored)
    case .surveySent: ("survey_sent", nil)
    case .timeEntry(let entry): ("time_entry", entry.stored)
    case .queued: ("queued", nil)
    case .joined: ("joined", nil)
    case .handOff: ("hand_off", nil)
    case .spam(let flag): ("spam", flag ? "yes" : "no")
    case .deleted(let flag): ("deleted", flag ? "yes" : "no")
    case .merged(let key): ("merged", key.text)
    case .withdrawn: ("withdrawn", nil)
    }
  }

  /// Nothing for words that this version of the program does not know.
  init?(kind: String, detail: String?) {
    if let message = MessageKind(rawValue: kind) {
      self = .message(message)
      return
    }
    if kind.hasPrefix("attribute:") {
      guard let attribute = Attribute(rawValue: String(kind.dropFirst(10))) else { return nil }
      self = .attribute(attribute, value: detail)
      return
    }
    guard let found = Happening.plain(kind, detail) else { return nil }
    self = found
  }

  private static func plain(_ kind: String, _ detail: String?) -> Happening? {
    switch kind {
    case "state": detail.flatMap(ConversationState.init).map(Happening.state)
    case "assignment": .assignment(personID: detail)
    case "team": .team(id: detail)
    case "inbox": .inbox(id: detail ?? "")
    case "tag_added": .tag(detail ?? "", isSet: true)
    case "tag_removed": .tag(detail ?? "", isSet: false)
    case "rating": detail.flatMap(Rating.init(stored:)).map(Happening.rating)
    case "survey_sent": .surveySent
    case "time_entry": detail.flatMap(TimeEntry.init(stored:)).map(Happening.timeEntry)
    case "queued": .queued
    case "joined": .joined
    case "hand_off": .handOff
    case "spam": .spam(detail == "yes")
    case "deleted": .deleted(detail == "yes")
    case "merged": .merged(into: ConversationKey(text: detail ?? ""))
    case "withdrawn": .withdrawn
    default: nil
    }
  }
}

extension Rating {
  /// `3/5`, then the person and the survey where they are known, each on a line of its own.
  fileprivate var stored: String { "\(score)/\(scale)\n\(personID ?? "")\n\(survey ?? "")" }

  fileprivate init?(stored: String) {
    let lines = stored.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    let numbers = lines[0].split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 2, lines.count == 3 else { return nil }
    self.init(
      score: numbers[0], of: numbers[1], personID: lines[1].isEmpty ? nil : String(lines[1]),
      survey: lines[2].isEmpty ? nil : String(lines[2]))
  }
}

extension TimeEntry {
  fileprivate var stored: String { "\(seconds)" + (isBillable.map { $0 ? " billable" : " not billable" } ?? "") }

  fileprivate init?(stored: String) {
    let words = stored.split(separator: " ", maxSplits: 1)
    guard let seconds = words.first.flatMap({ Int64($0) }) else { return nil }
    self.init(seconds: seconds, isBillable: words.count == 1 ? nil : words[1] == "billable")
  }
}
