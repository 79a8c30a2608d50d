// The words by which a definition is shown to people.

extension DateBasis {
  /// What decides the period, as the middle of a sentence.
  package var words: String {
    switch self {
    case .created: "when the conversation was created"
    case .event: "when it happened"
    case .resolved: "when the conversation was last done"
    case .rated: "when the rating was given"
    case .asOf: "how it stood when the period ended, or how it stands now"
    }
  }
}

extension Clock {
  package var words: String {
    switch self {
    case .calendar: "calendar time, nights and weekends included"
    case .business: "working hours only"
    }
  }
}

extension Attribution {
  /// Who gets the credit.
  package var words: String {
    switch self {
    case .actor: "whoever did it"
    case .holderThen: "whoever was in charge at that moment"
    case .holderNow: "whoever is in charge now"
    case .participants: "everybody who took part, once for each"
    case .fairSplit: "everybody who took part, by their part"
    }
  }
}

extension Definition {
  /// What the clocks are, the usual one first; nothing for what takes no time.
  package var clockWords: String? {
    guard let usual = clocks.first else { return nil }
    return clocks.count > 1
      ? "\(usual.words); \(clocks.dropFirst().map(\.words).joined(separator: "; ")) on request" : usual.words
  }

  package var creditWords: String {
    usualAttribution?.words ?? "nobody: it is not offered per person"
  }
}
