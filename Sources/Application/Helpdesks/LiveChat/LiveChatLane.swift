import CivilTime
import JSONReader

/// A span of the archive that is read from its older end to its newer one, and how far it has been read.
///
/// Several are read at a time. Where the vendor is overburdened by one it becomes two; where the plan of the account
/// hides its older part, it shrinks until it shows something.
struct LiveChatLane: Equatable, Sendable {
  var from: Instant
  /// Up to this instant and without it: no chat belongs to two lanes.
  var until: Instant
  var page: String?
  /// The plan hides what begins here, and perhaps all up to `from`.
  var hiddenFrom: Instant?

  private static let day: Int64 = 86_400
  /// No plan hides less than what came before this.
  static let shownByEveryPlan = day

  /// The end as the vendor wants it, which includes it; its times are told to the microsecond.
  var last: String { String((until + -1).livechat.split(separator: ".")[0]) + ".999999+00:00" }

  var middle: Instant { from + (until - from) / 2 }

  /// Newer than two years in equal parts, so that as many calls are under way at a time; one more for all before.
  static func all(from: Instant, until: Instant) -> [LiveChatLane] {
    guard from < until else { return [] }
    let recent = max(from, until + -730 * day)
    let count = max(1, min(8, (until - recent) / (10 * day)))
    let cuts = (0...count).map { recent + (until - recent) * $0 / count }
    let lanes = zip(cuts, cuts.dropFirst()).map { LiveChatLane(from: $0, until: $1) }
    return (from < recent ? [LiveChatLane(from: from, until: recent)] : []) + lanes
  }

  /// Both halves, each from its beginning; nothing when it is too short for that.
  var halves: [LiveChatLane]? {
    guard until - from >= 120 else { return nil }
    return [
      LiveChatLane(from: from, until: middle, hiddenFrom: hiddenFrom), LiveChatLane(from: middle, until: until),
    ]
  }

  /// The plan does not show it from its beginning: its newer half may be shown. Nothing when too little is left.
  var newerHalf: LiveChatLane? {
    guard until - from > LiveChatLane.day else { return nil }
    return LiveChatLane(from: middle, until: until, hiddenFrom: from)
  }

  /// What lies between what the plan hides and what it shows.
  var gap: LiveChatLane? {
    guard let hiddenFrom, from - hiddenFrom > LiveChatLane.day else { return nil }
    return LiveChatLane(from: hiddenFrom, until: from).newerHalf
  }

  /// The same from its beginning.
  var anew: LiveChatLane { LiveChatLane(from: from, until: until, hiddenFrom: hiddenFrom) }
}

extension [LiveChatLane] {
  var position: Position? {
    guard !isEmpty else { return nil }
    var json = JSONWriter()
    json.array { json in
      for lane in self {
        json.object { json in
          json.member("from", lane.from.seconds)
          json.member("until", lane.until.seconds)
          if let page = lane.page { json.member("page", page) }
          if let hidden = lane.hiddenFrom { json.member("hidden", hidden.seconds) }
        }
      }
    }
    return Position(String(decoding: json.bytes, as: UTF8.self))
  }

  init(_ position: Position) throws {
    self = try JSONValue(position.text).root.array.map { lane in
      LiveChatLane(
        from: Instant(seconds: Int64(try lane["from"].int)), until: Instant(seconds: Int64(try lane["until"].int)),
        page: try lane["page"].ifPresent?.string,
        hiddenFrom: try lane["hidden"].ifPresent.map { Instant(seconds: Int64(try $0.int)) })
    }
  }
}
