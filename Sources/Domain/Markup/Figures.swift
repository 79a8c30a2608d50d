/// Numbers as people read them, in English: `1,204`, `1 h 29`, `88 %`, with a true minus.
package enum Figures {
  package static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = value < 0 ? "−" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// “1 conversation”, “1,204 conversations”.
  package static func count(_ value: Int, _ one: String, _ many: String) -> String {
    "\(count(value)) \(value == 1 ? one : many)"
  }

  /// A share as a fraction of 1: `0.884` is `88 %`; with one digit, `88.4 %`.
  package static func share(_ fraction: Double, digits: Int = 0) -> String {
    guard fraction.isFinite else { return "not available" }
    var scale = 1
    for _ in 0..<max(digits, 0) { scale *= 10 }
    let scaled = nearest(fraction * 100 * Double(scale))
    let whole = count(Int(scaled.magnitude) / scale)
    let rest = String(Int(scaled.magnitude) % scale)
    let fractionDigits = digits > 0 ? "." + String(repeating: "0", count: digits - rest.count) + rest : ""
    return "\(scaled < 0 ? "−" : "")\(whole)\(fractionDigits) %"
  }

  /// Two digits behind the point at most, and none that says nothing: `4.25`, `4.2`, `1,204`.
  package static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "not available" }
    let hundredths = Int(nearest(value.magnitude * 100))
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    let sign = value < 0 && hundredths > 0 ? "−" : ""
    if rest == 0 { return sign + count(whole) }
    return "\(sign)\(count(whole)).\(rest % 10 == 0 ? String(rest / 10) : twoDigits(rest))"
  }

  /// Two units at most, rounded to the smaller one: `45 s`, `3 min 40`, `22 min`, `28 h 22`, `3 d 4 h`.
  package static func duration(seconds: Int) -> String {
    guard seconds >= 0 else { return "−" + duration(seconds: seconds == .min ? .max : -seconds) }
    if seconds < minute { return "\(seconds) s" }
    if seconds < 10 * minute { return shortMinutes(seconds) }
    let minutes = rounded(seconds, to: minute)
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 72 * 60 { return "\(minutes / 60) h \(twoDigits(minutes % 60))" }
    let hours = rounded(seconds, to: hour)
    return hours % 24 == 0 ? "\(count(hours / 24)) d" : "\(count(hours / 24)) d \(hours % 24) h"
  }

  private static let minute = 60
  private static let hour = 3_600

  private static func shortMinutes(_ seconds: Int) -> String {
    seconds % minute == 0 ? "\(seconds / minute) min" : "\(seconds / minute) min \(twoDigits(seconds % minute))"
  }

  private static func rounded(_ value: Int, to unit: Int) -> Int {
    value / unit + (value % unit * 2 >= unit ? 1 : 0)
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
