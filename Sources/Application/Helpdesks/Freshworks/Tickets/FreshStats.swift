internal import CivilTime
internal import JSONReader

/// The last times of a ticket's states, where they are included.
///
/// Its `ticket_id` is an internal number and not the ticket's. Of a ticket that was never assigned, and often of an
/// assigned one, both times of assignment are missing; “not yet” may be null, 0 or nothing.
struct FreshStats: Equatable, Sendable {
  var resolvedAt: Instant?
  var closedAt: Instant?
  /// Freshdesk only.
  var reopenedAt: Instant?
  var pendingSince: Instant?
  var statusUpdatedAt: Instant?
  var firstAssignedAt: Instant?
  var assignedAt: Instant?
  var requesterRespondedAt: Instant?

  init(_ json: JSONField) throws {
    resolvedAt = try json["resolved_at"].freshTime
    closedAt = try json["closed_at"].freshTime
    reopenedAt = try json["reopened_at"].freshTime
    pendingSince = try json["pending_since"].freshTime
    statusUpdatedAt = try json["status_updated_at"].freshTime
    firstAssignedAt = try json["first_assigned_at"].freshTime
    assignedAt = try json["assigned_at"].freshTime
    requesterRespondedAt = try json["requester_responded_at"].freshTime
  }

  /// When it was last done, as far as the source tells.
  var doneAt: Instant? { [resolvedAt, closedAt].compactMap { $0 }.min() }
}
