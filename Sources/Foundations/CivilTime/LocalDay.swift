/// A calendar day without a zone, counted from 1970-01-01. It becomes an interval of instants only in a `Zone`.
package struct LocalDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var number: Int32

  package init(number: Int32) { self.number = number }

  /// Nothing for a day that does not exist, such as 30 February.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= LocalDay.daysInMonth(year: year, month: month) else { return nil }
    self.init(civil: (year, month, day))
  }

  /// Reads `2026-11-20` and nothing else.
  package init?(iso8601 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  // Days from civil and back: eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
  init(civil: (year: Int, month: Int, day: Int)) {
    let year = civil.month <= 2 ? civil.year - 1 : civil.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(number: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package var description: String { iso8601 }

  package var iso8601: String {
    let (year, month, day) = civil
    let digits = String(year)
    let padded = year >= 0 ? String(repeating: "0", count: max(0, 4 - digits.count)) + digits : digits
    return "\(padded)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// Monday is 0, Sunday is 6.
  package var weekday: Int { Int((number % 7 + 7 + 3) % 7) }

  package var firstOfMonth: LocalDay {
    let (year, month, _) = civil
    return LocalDay(civil: (year, month, 1))
  }

  /// The first day of the month that lies `months` away.
  package func firstOfMonth(adding months: Int) -> LocalDay {
    let (year, month, _) = civil
    let count = year * 12 + month - 1 + months
    return LocalDay(civil: (Int(Int64(count).floorDivided(by: 12)), (count % 12 + 12) % 12 + 1, 1))
  }

  package static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (left: LocalDay, right: LocalDay) -> Bool { left.number < right.number }
  package static func + (left: LocalDay, right: Int) -> LocalDay { LocalDay(number: left.number + Int32(right)) }
  package static func - (left: LocalDay, right: LocalDay) -> Int { Int(left.number) - Int(right.number) }
}

/// The number that `count` ASCII digits spell, or nothing when one of them is no digit.
func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
  guard start + count <= bytes.count else { return nil }
  var number = 0
  for index in start..<start + count {
    guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
    number = number * 10 + Int(bytes[index] - 48)
  }
  return number
}
