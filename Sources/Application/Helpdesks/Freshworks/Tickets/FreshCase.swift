internal import JSONReader
internal import Support

/// Everything that was read of one ticket, as it came.
struct FreshCase: Sendable {
  var ticket: JSONField
  var stats = JSONField(nil)
  var requester = JSONField(nil)
  var conversations: [JSONField] = []
  /// Nothing where they could not be had.
  var timeEntries: [JSONField]? = []
  /// Nothing where they were not asked for, or could not be had.
  var activities: [JSONField]?
  var satisfaction = JSONField(nil)
  /// Authors that are no agents.
  var strangers: [String: FreshRequester] = [:]
  /// The ticket alone was read: what happened in it is another record's.
  var isBrief = false
}

extension FreshCase {
  /// What changes by itself: addresses of files and pictures are signed anew at each call, and the flags of missed
  /// targets turn when the clock does.
  private static let volatile: Set<String> = [
    "attachment_url", "canonical_url", "thumb_url", "avatar", "avatar_url", "is_escalated", "fr_escalated",
    "group_escalated", "last_login_at", "last_active_at",
  ]

  /// The vendor's words in an order of ours, so that the same state always makes the same bytes.
  var payload: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("ticket", Self.settled(ticket.value, leavingOut: ["stats", "requester", "conversations"]))
      if let stats = stats.value { json.member("stats", Self.settled(stats)) }
      if let requester = requester.value { json.member("requester", Self.settled(requester)) }
      guard !isBrief else { return }
      json.member("conversations", .array(conversations.map { Self.settled($0.value) }))
      if let timeEntries { json.member("time_entries", .array(timeEntries.map { Self.settled($0.value) })) }
      if let activities { json.member("activities", .array(activities.map { Self.settled($0.value) })) }
      if let satisfaction = satisfaction.value { json.member("csat_response", Self.settled(satisfaction)) }
    }
    return json.bytes
  }

  private static func settled(_ value: JSONValue?, leavingOut others: Set<String> = []) -> JSONValue {
    switch value {
    case .object(let object):
      var kept = JSONObject()
      for member in object.members where !volatile.contains(member.key) && !others.contains(member.key) {
        kept.append(member.key, settled(member.value))
      }
      return .object(kept)
    case .array(let values): return .array(values.map { settled($0) })
    case let value?: return value
    case nil: return .null
    }
  }
}
