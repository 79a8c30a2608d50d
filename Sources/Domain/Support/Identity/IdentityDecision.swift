package import CivilTime

/// Something that somebody decided about who is who, or about whose client somebody is. Decisions are only ever added;
/// what holds is what all of them come to (`IdentityBook`).
package struct IdentityDecision: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// There is such a person: `subject`, perhaps with an address and a user name.
    case person
    /// What a source calls somebody is this person: `calling` or `vendorID`.
    case alias
    /// What a source calls somebody is not this person.
    case reject
    /// The person `subject` is the person `other`.
    case merge
    /// The person was in the team `other`.
    case team
    /// The person was an `IdentityRole`, in `other`.
    case role
    /// The person left at `from`.
    case left
    /// What a source calls a company is this client.
    case company
    /// Who writes from the domain `calling` belongs to this client.
    case domain
    /// The tag `calling` tells of this product.
    case tag
    /// What `calling` says is nothing to be decided: `subject` tells whether it is a tag, a domain, a company or a name.
    case passOver = "pass_over"
    /// The contact whose address is `other` stands for this client.
    case contact
    /// The contact whose address is `other` does not.
    case notContact = "not_contact"
    /// The decision `undoes` does not hold, or only until `from`.
    case undo
  }

  /// In the order of deciding; later ones win.
  package var number: Int64
  package var kind: Kind
  /// Our name for the person or client.
  package var subject: String
  /// Where a calling is used; nothing for everywhere.
  package var source: String?
  package var vendorID: String?
  package var calling: String?
  package var other: String?
  package var email: String?
  package var match: MatchKind?
  package var confidence: Double?
  package var undoes: Int64?
  /// From when it holds, and from when not any more.
  package var from: Instant?
  package var to: Instant?
  /// Who decided it: an account's name, or what did it for somebody.
  package var by: String
  package var at: Instant

  package init(
    _ kind: Kind, _ subject: String, number: Int64 = 0, source: String? = nil, vendorID: String? = nil,
    calling: String? = nil, other: String? = nil, email: String? = nil, match: MatchKind? = nil,
    confidence: Double? = nil, undoes: Int64? = nil, from: Instant? = nil, to: Instant? = nil, by: String = "",
    at: Instant = Instant(seconds: 0)
  ) {
    self.number = number
    self.kind = kind
    self.subject = subject
    self.source = source
    self.vendorID = vendorID
    self.calling = calling
    self.other = other
    self.email = email
    self.match = match
    self.confidence = confidence
    self.undoes = undoes
    self.from = from
    self.to = to
    self.by = by
    self.at = at
  }
}

extension IdentityDecision {
  /// What may be passed over.
  package enum Matter: String, Sendable, CaseIterable { case tag, domain, company, name }
}

/// What somebody is besides one of our people.
package enum IdentityRole: String, Sendable, CaseIterable {
  case agent, bot, excluded
  /// Several people sign in as this one: counted, and never ranked.
  case shared
}
