import Support

/// What customers can choose, in the vendor's order: the best is 1.
enum HelpScoutRatingLevel: Int {
  case great = 1
  case okay, notGood

  /// The spellings of the entity, the report's filter, and the first webhooks.
  init?(word: String) {
    switch word.lowercased().filter({ $0.isLetter }) {
    case "great", "good": self = .great
    case "okay", "ok": self = .okay
    case "notgood", "bad": self = .notGood
    default: return nil
    }
  }

  /// Counted up from the worst.
  var score: Int { 4 - rawValue }
}

extension Rating {
  /// `thread` is the survey: each answer of ours can be rated once by each customer.
  static func helpScout(_ level: HelpScoutRatingLevel, of thread: Int, crediting person: Int?) -> Rating {
    let isSomebody = person.map { $0 > 1 } ?? false
    return Rating(
      score: level.score, of: 3, personID: isSomebody ? person.map(String.init) : nil, survey: String(thread))
  }

  /// The same for the report and for the thread, so that one rating is one event.
  static func helpScoutEventID(thread: Int, customer: Int?) -> String {
    "rating:\(thread):\(customer.map(String.init) ?? "")"
  }
}
