import CivilTime
import JSONReader

/// One line of a ticket's history.
struct TrackerTransaction: Equatable {
  /// Counts up; in this order things happened within one second.
  var id: Int
  /// The ticket that it happened to: the history of a ticket shows that of the tickets that were merged into it too.
  var ticketID: String?
  var type: String
  var field: String?
  var old: String?
  var new: String?
  var creator: String?
  var at: Instant
  var minutes: Int

  init(_ json: JSONValue) throws(JSONMismatch) {
    let row = TrackerValue(json.root)
    id = try row["id"].needed(row["id"].int, "a transaction's number")
    type = try row["Type"].needed(row["Type"].text, "a type of transaction")
    at = try row["Created"].needed(row["Created"].instant, "a time")
    ticketID = row["ObjectId"].reference
    field = row["Field"].text
    old = row["OldValue"].text
    new = row["NewValue"].text
    creator = row["Creator"].reference
    minutes = row["TimeTaken"].int ?? 0
  }
}

extension TrackerTransaction {
  /// Copies of mail that went out because of other transactions; shown only to some accounts.
  static let copies: Set<String> = ["EmailRecord", "CommentEmailRecord"]

  enum Saying { case first, reply, comment, forward }

  /// What kind of text it carries, if any.
  var saying: Saying? {
    switch type {
    case "Create": .first
    case "Correspond": .reply
    case "Comment": .comment
    case "Forward Ticket", "Forward Transaction": .forward
    default: nil
    }
  }

  enum Change {
    case status, owner, queue, priority, subject
    case customField(id: String)
    case requestor
    case merge
  }

  /// What it changed, where that matters. `SetWatcher` repeats what `Set` said of the owner.
  var change: Change? {
    switch (type, field) {
    case ("Status", _), ("Set", "Status"): .status
    case ("Set", "Owner"), ("Give", _), ("Take", _), ("Steal", _), ("Untake", _), ("Force", _): .owner
    case ("Set", "Queue"): .queue
    case ("Set", "Priority"): .priority
    case ("Set", "Subject"), ("Subject", _): .subject
    case ("CustomField", let field?): .customField(id: field)
    case ("AddWatcher", "Requestor"), ("DelWatcher", "Requestor"): .requestor
    case ("AddLink", "MergedInto"): .merge
    default: nil
    }
  }

  /// Minutes of work that were written down with it. Who sets the sum instead writes down the difference.
  var minutesWorked: Int {
    guard minutes == 0, type == "Set" || type == "TimeWorked", field == "TimeWorked" || type == "TimeWorked" else {
      return minutes
    }
    return (new.flatMap { Int($0) } ?? 0) - (old.flatMap { Int($0) } ?? 0)
  }
}
