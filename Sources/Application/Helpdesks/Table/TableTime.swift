import CivilTime

/// Times in tables: with a zone of their own, or in the zone that the file was written in.
enum TableTime {
  /// - Parameter zone: of times that name none.
  /// - Throws: `BadRecord` for what is no time, `TableNeedsZone` for one whose zone nobody knows.
  static func instant(_ text: String, in zone: Zone?, column: String) throws -> Instant {
    if let time = Timestamp(text), time.namesZone { return time.instant }
    if let number = Int64(text), text.utf8.count >= 10 {
      return Instant(seconds: number / (text.utf8.count > 11 ? 1_000 : 1))
    }
    let (written, suffix) = cut(text)
    guard let local = Timestamp(written) ?? Timestamp(written + "T00:00:00") else {
      throw BadRecord("\(column) is \(quoted(text)), which is no time; write it as 2026-03-14 09:05")
    }
    if let suffix {
      guard let offset = offsets[suffix] else {
        throw BadRecord("\(column) is \(quoted(text)), whose zone \(quoted(suffix)) could be several")
      }
      return local.instant + -offset * 3_600
    }
    guard let zone else { throw TableNeedsZone(column: column) }
    let day = local.instant.seconds.floorDivided(by: 86_400)
    return zone.instant(
      LocalDay(number: Int32(truncatingIfNeeded: day)), second: Int(local.instant.seconds - day * 86_400),
      preferring: .earlier)
  }

  /// Letters at the end, behind a blank.
  private static func cut(_ text: String) -> (String, suffix: String?) {
    guard let blank = text.lastIndex(of: " ") else { return (text, nil) }
    let last = text[text.index(after: blank)...]
    guard !last.isEmpty, last.allSatisfy({ $0.isASCII && $0.isLetter }) else { return (text, nil) }
    return (String(text[..<blank]).stripped, last.uppercased())
  }

  /// Hours east of UTC. Abbreviations that mean several zones are left out, except that `CST` is America's, where the
  /// exports with such suffixes come from.
  private static let offsets: [String: Int64] = [
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5,
    "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "ADT": -3, "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
  ]

  /// `131:20:00` and `00:12:31`, or a number of seconds.
  static func seconds(_ text: String, column: String) throws(BadRecord) -> Int64 {
    if let number = Double(text), number.isFinite, abs(number) < 1e12 { return Int64(number) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2],
      (0..<60).contains(minutes), (0..<60).contains(seconds), (0..<1_000_000).contains(hours)
    else { throw BadRecord("\(column) is \(quoted(text)), which is no duration; write hours:minutes:seconds") }
    return hours * 3_600 + minutes * 60 + seconds
  }
}

/// Times without a zone, and nobody said which: nothing of the file can be dated, so nothing of it is kept.
package struct TableNeedsZone: Error, Equatable, CustomStringConvertible {
  package let column: String

  package var description: String {
    "the times of “\(column)” name no time zone: say in which zone the file was exported, such as --zone Europe/Berlin"
  }
}
