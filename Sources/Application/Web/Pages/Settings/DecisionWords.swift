import CivilTime
import Markup
import Metrics
import Runtime
import Support

extension DayWords {
  /// “, from 1 Nov”, “, until 30 Sep 2025”, or nothing.
  func validity(_ decision: IdentityDecision) -> String {
    let words = span(decision.from, decision.to)
    return words.isEmpty ? "" : ", \(words)"
  }

  /// Of the first and the last day; an end is the first instant afterwards.
  func span(_ from: Instant?, _ to: Instant?) -> String {
    let first = from.map { "from \(date(zone.day(of: $0)))" }
    let last = to.map { "until \(date(zone.day(of: $0 + -1)))" }
    return [first, last].compactMap { $0 }.joined(separator: " ")
  }
}

extension MatchKind {
  var words: String {
    switch self {
    case .told: "told"
    case .exact: "certain"
    case .partial: "a part of the name"
    case .fuzzy: "nearly the same letters"
    }
  }
}

extension Suggestion {
  /// “90 %, a name and an initial”
  var words: String { "\(Figures.share(confidence)), \(why)" }
}

extension People.Person {
  func statuses(_ people: People, _ bots: Set<String>, _ words: DayWords) -> [Status] {
    var statuses: [Status] = []
    if bots.contains(name) { statuses.append(Status(.running, "a program")) }
    for role in roles where role.other == IdentityRole.excluded.rawValue {
      statuses.append(Status(.warn, "left out\(words.validity(role))"))
    }
    if people.unranked.contains(name) { statuses.append(Status(.warn, "shared account, never ranked")) }
    for merge in merged { statuses.append(Status(.neutral, "is \(merge.other ?? "")\(words.validity(merge))")) }
    if let leftAt {
      statuses.append(Status(.neutral, "left \(words.date(words.zone.day(of: leftAt)))"))
    }
    return statuses
  }
}
