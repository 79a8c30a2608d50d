package import Support

extension IdentityDecision {
  /// What it says, without its dates.
  package var sentence: String {
    let calling = calling ?? vendorID ?? ""
    let place = source.map { " of \($0)" } ?? ""
    return switch kind {
    case .alias: "“\(calling)”\(place) is \(subject)"
    case .reject: "“\(calling)”\(place) is not \(subject)"
    case .merge: "\(subject) is \(other ?? "")"
    case .undo: "decision \(undoes ?? 0) is undone"
    case .person: "\(subject) is in the list"
    case .team: "\(subject) is in \(other ?? "")"
    case .role: "\(subject) is \(IdentityRole(rawValue: other ?? "")?.words ?? other ?? "")"
    case .left: "\(subject) left"
    case .company: "“\(calling)”\(place) is the client \(subject)"
    case .domain: "whoever writes from \(calling) is of the client \(subject)"
    case .tag: "the tag “\(calling)” tells of \(subject)"
    case .contact: "\(other ?? "") stands for \(subject)"
    case .notContact: "\(other ?? "") does not stand for \(subject)"
    case .passOver: "the \(subject) “\(calling)”\(place) is passed over"
    }
  }
}

extension IdentityRole {
  /// What somebody is by it.
  package var words: String {
    switch self {
    case .agent: "one of our people"
    case .bot: "a program"
    case .excluded: "left out"
    case .shared: "a shared account"
    }
  }
}
