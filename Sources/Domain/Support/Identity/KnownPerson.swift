/// Somebody in the workspace's list: who a name that comes up may be.
package struct KnownPerson: Hashable, Sendable {
  package var name: String
  package var email: String?
  package var username: String?

  package init(_ name: String, email: String? = nil, username: String? = nil) {
    self.name = name
    self.email = email
    self.username = username
  }
}

/// What a source calls somebody.
package struct Calling: Hashable, Sendable {
  package var source: String
  /// The vendor's id; nothing where only a name came up.
  package var vendorID: String?
  package var name: String
  package var email: String?
  /// What the source called them before.
  package var former: [String] = []

  package init(_ name: String, id vendorID: String? = nil, email: String? = nil, in source: String) {
    self.source = source
    self.vendorID = vendorID
    self.name = name
    self.email = email
  }
}

/// How a calling was found to be a person.
package enum MatchKind: String, Sendable, CaseIterable, Comparable {
  /// Somebody said so: the settings, an import, or a decision without a suggestion.
  case told
  /// The id, the mail address, the user name, or the full name without regard to case, accents and order.
  case exact
  /// Initials, a part of the name, or a user name made of it.
  case partial
  /// Nearly the same letters.
  case fuzzy

  package static func < (one: MatchKind, other: MatchKind) -> Bool { one.rank < other.rank }

  private var rank: Int { MatchKind.allCases.firstIndex(of: self) ?? 0 }
}

/// Who a calling may be, and how sure that is.
package struct Suggestion: Equatable, Sendable {
  package var person: String
  package var kind: MatchKind
  /// From 0 to 1, which is certain.
  package var confidence: Double
  /// What was found, in words.
  package var why: String

  package init(_ person: String, _ kind: MatchKind, confidence: Double, why: String) {
    self.person = person
    self.kind = kind
    self.confidence = confidence
    self.why = why
  }
}
