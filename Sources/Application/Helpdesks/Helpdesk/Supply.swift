/// What figures need from a source.
package enum Supply: String, Sendable, CaseIterable {
  case messages
  case privateNotes = "private_notes"
  case stateHistory = "state_history"
  case closer
  case assignments
  case tagHistory = "tag_history"
  case ratings
  case surveys
  case timeEntries = "time_entries"
  case queue
  case companies
  case deletions
}

/// Whether a source can tell it.
package enum Provision: Sendable, Equatable {
  case full
  /// With this restriction.
  case partial(String)
  /// Not at all, because of this.
  case none(String)
}
