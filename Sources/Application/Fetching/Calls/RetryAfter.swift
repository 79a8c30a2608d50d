package import CivilTime
package import HTTPClient

extension IncomingResponse {
  /// Seconds from `Retry-After`, in either of its forms (RFC 9110 §10.2.3): a number, or the time at which to come back.
  package var retryAfter: Double? { headers["Retry-After"].flatMap { waitingTime($0) } }

  /// As above for a header of another name.
  package func seconds(in header: String) -> Double? { headers[header].flatMap { waitingTime($0) } }

  /// A date counts from the answer's own `Date`, because the two clocks may differ; without one, from nothing.
  private func waitingTime(_ text: String) -> Double? {
    if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
    guard let until = HTTPDate.instant(text) else { return nil }
    guard let now = headers["Date"].flatMap({ HTTPDate.instant($0) }) else { return nil }
    return Double(max(0, until - now))
  }
}

extension VendorAnswer {
  /// What the vendor's clock showed; nothing when the answer carries no `Date`.
  package var date: Instant? { headers["Date"].flatMap { HTTPDate.instant($0) } }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, and ISO 8601, which some vendors write instead.
enum HTTPDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  static func instant(_ text: String) -> Instant? {
    if let time = Timestamp(text) { return time.instant }
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
    guard words.count >= 5, let day = Int(words[1]), let month = months.firstIndex(of: words[2].lowercased()),
      let year = Int(words[3]).map(wholeYear), let date = LocalDay(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] <= 60 else { return nil }
    return Instant(seconds: Int64(date.number) * 86_400 + Int64(clock[0] * 3_600 + clock[1] * 60 + clock[2]))
  }

  /// The form of RFC 850 has two digits.
  private static func wholeYear(_ year: Int) -> Int { year < 70 ? year + 2_000 : year < 100 ? year + 1_900 : year }
}
