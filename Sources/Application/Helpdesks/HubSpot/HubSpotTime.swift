import CivilTime

/// A time as HubSpot knows it: to the millisecond, because its searches compare milliseconds.
struct HubSpotTime: Hashable, Comparable, Sendable {
  var milliseconds: Int64

  init(milliseconds: Int64) { self.milliseconds = milliseconds }

  init(_ instant: Instant) { milliseconds = instant.seconds * 1_000 }

  /// ISO 8601 with or without a fraction, epoch milliseconds as text, or a day alone, which begins at midnight UTC.
  init?(_ text: String) {
    if let time = Timestamp(text) {
      milliseconds = time.instant.seconds * 1_000 + Int64(time.milliseconds)
    } else if let number = Int64(text) {
      milliseconds = number
    } else if let day = Timestamp(text + "T00:00:00Z") {
      milliseconds = day.instant.seconds * 1_000
    } else {
      return nil
    }
  }

  var instant: Instant { Instant(seconds: milliseconds.floorDivided(by: 1_000)) }

  /// The place within its second: the order of events that fall into the same one, whatever else is listed beside them.
  var millisecond: Int { Int(milliseconds - instant.seconds * 1_000) }

  static func < (left: HubSpotTime, right: HubSpotTime) -> Bool { left.milliseconds < right.milliseconds }
}

extension HubSpotTime {
  /// `2026-02-24T05:01:27.700Z`
  var iso8601: String {
    let digits = String(1_000 + millisecond).dropFirst()
    return "\(instant.iso8601.dropLast()).\(digits)Z"
  }
}
