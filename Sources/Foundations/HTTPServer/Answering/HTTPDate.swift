internal import Glibc

/// The Date header, which changes once a second and is wanted fifty thousand times.
struct HTTPDate: Sendable {
  private var second: time_t = -1
  private var text = ""

  /// The time now as `Sun, 06 Nov 1994 08:49:37 GMT`.
  mutating func now() -> String {
    let now = time(nil)
    if now != second {
      (second, text) = (now, Self.text(secondsSinceEpoch: now))
    }
    return text
  }

  static func text(secondsSinceEpoch: Int) -> String {
    var moment: time_t = secondsSinceEpoch
    var parts = tm()
    gmtime_r(&moment, &parts)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(twoDigits).joined(separator: ":")
    let month = monthNames[Int(parts.tm_mon)]
    return "\(dayNames[Int(parts.tm_wday)]), \(twoDigits(parts.tm_mday)) \(month) \(parts.tm_year + 1900) \(clock) GMT"
  }

  // Not strftime: these names are English whatever the locale.
  private static let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
