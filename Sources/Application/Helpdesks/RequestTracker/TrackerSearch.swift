import CivilTime

/// What is looked for, as TicketSQL, and which of the rows that come are wanted.
///
/// The server reads times in a search in the zone of whoever asks, unless that is UTC, and no answer tells which it is.
/// So a search begins (and ends) a day earlier (and later) than what is wanted, which covers every zone, and the rows
/// are chosen by their own times, which are always UTC. A day of rows costs a list of them, and nothing else: only what
/// is wanted is read any further.
struct TrackerSearch {
  enum Wanted {
    case changed(since: Instant)
    case created(since: Instant)
    case createdOrChanged(from: Instant, to: Instant)
  }

  var wanted: Wanted
  var isForDeleted = false

  static func changed(since: Instant) -> TrackerSearch { TrackerSearch(wanted: .changed(since: since)) }

  /// TicketSQL.
  var tickets: String {
    let changed = "LastUpdated > '\(TrackerSearch.time(start + -86_400))'"
    let begun = end.map { " AND Created < '\(TrackerSearch.time($0 + 86_400))'" } ?? ""
    return (isForDeleted ? "Status = 'deleted' AND " : "") + changed + begun
  }

  /// TransactionSQL, for deletions: TicketSQL of RT 5 shows no deleted ticket, whatever is asked.
  var deletions: String {
    let begun = end.map { " AND Created < '\(TrackerSearch.time($0 + 86_400))'" } ?? ""
    return "Type = 'Status' AND NewValue = 'deleted' AND Created > '\(TrackerSearch.time(start + -86_400))'" + begun
  }

  /// Rows without a time are looked at more closely.
  func wants(created: Instant?, changed: Instant?) -> Bool {
    switch wanted {
    case .changed(let since): changed.map { $0 >= since } ?? true
    case .created(let since): created.map { $0 >= since } ?? true
    case .createdOrChanged(let from, let to):
      created == nil && changed == nil || [created, changed].contains { $0.map { $0 >= from && $0 < to } ?? false }
    }
  }

  private var start: Instant {
    switch wanted {
    case .changed(let since), .created(let since): since
    case .createdOrChanged(let from, _): from
    }
  }

  /// What was changed later was created before.
  private var end: Instant? {
    guard case .createdOrChanged(_, let to) = wanted else { return nil }
    return to
  }

  /// `2026-11-20 09:12:00`. The first day of 1970 stands for “never”.
  private static func time(_ instant: Instant) -> String {
    let text = max(instant, Instant(seconds: 86_400)).iso8601
    return String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(8))
  }
}
