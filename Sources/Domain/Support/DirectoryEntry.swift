/// Whom or what a source calls by an id: its people, teams, inboxes, companies. Entries that vanish from the vendor's
/// lists stay, because old conversations go on naming them.
package struct DirectoryEntry: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case person, bot, customer, team, inbox, pipeline, stage, company, field, tag, calendar
    case slaPolicy = "sla_policy"
    case contact
  }

  package var kind: Kind
  /// The vendor's, unique within the source and the kind.
  package var id: String
  package var name: String
  package var email: String?
  /// False for people who left and things that were archived.
  package var isActive: Bool
  /// All else worth keeping, by our name for it: `domains`, `head`, `prime_user`, `teams`, `members`, `time_zone` …
  package var details: [String: [String]]

  package init(
    _ kind: Kind, id: String, name: String, email: String? = nil, isActive: Bool = true,
    details: [String: [String]] = [:]
  ) {
    self.kind = kind
    self.id = id
    self.name = name
    self.email = email
    self.isActive = isActive
    self.details = details
  }
}
