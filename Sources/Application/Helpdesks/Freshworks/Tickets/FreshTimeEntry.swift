internal import CivilTime
internal import JSONReader
internal import Support

/// Work that an agent wrote down.
struct FreshTimeEntry: Sendable {
  var id: String
  var agentID: String?
  var seconds: Int64
  var isBillable: Bool?
  var note: String?
  /// When it was done. While a timer runs, the time spent leaves out the run that is going on.
  var doneAt: Instant

  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    agentID = try json["agent_id"].freshID
    isBillable = try json["billable"].ifPresent?.bool
    note = try json["note"].freshText
    seconds = try Self.seconds(json["time_spent"])
    let times = try [json["executed_at"], json["start_time"], json["created_at"]].compactMap { try $0.freshTime }
    guard let first = times.first else { throw BadRecord("\(json.path): there is no time at which it was done") }
    doneAt = first
  }

  /// `"01:30"`, hours and minutes, and hours may be more than a day's: `"125:30"`. The vendor's papers say seconds, which
  /// it never sends. Nothing is spent yet on a timer that has just begun.
  static func seconds(_ json: JSONField) throws -> Int64 {
    guard let text = try json.freshText else { return 0 }
    let sign: Int64 = text.hasPrefix("-") ? -1 : 1
    let parts = text.drop { $0 == "-" }.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 2, let hours = parts[0], let minutes = parts[1], hours >= 0, hours < 1_000_000,
      (0..<60).contains(minutes)
    else { throw BadRecord("\(json.path): \(quoted(text)) is no time spent, such as 01:30") }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
