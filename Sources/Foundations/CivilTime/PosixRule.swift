/// The rule at the end of a zone file that goes on after its last listed change, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixRule {
  private struct Change {
    enum Date {
      case monthWeekday(month: Int, week: Int, weekday: Int)
      case dayOfYear(Int)
      case julian(Int)
    }
    var date: Date
    /// Seconds after local midnight; may be negative or beyond a day.
    var time: Int64
  }

  private let standard: Int64
  private let summer: (offset: Int64, begins: Change, ends: Change)?

  /// Nothing when the text is empty or not such a rule; a rule without summer time is one.
  init?(_ text: [UInt8]) {
    var reader = Reader(bytes: text)
    guard reader.name(), let west = reader.offset() else { return nil }
    standard = -west
    guard reader.name() else {
      summer = nil
      return
    }
    let offset = reader.offset().map { -$0 } ?? standard + 3_600
    guard reader.take(","), let begins = reader.change(), reader.take(","), let ends = reader.change() else {
      return nil
    }
    summer = (offset, begins, ends)
  }

  func transitions(after last: Int64, through lastYear: Int) -> [(at: Int64, offset: Int64)] {
    guard let summer else { return [] }
    let firstYear = max(1_970, LocalDay(number: Int32(clamping: last.floorDivided(by: 86_400))).civil.year)
    guard firstYear <= lastYear else { return [] }
    var result: [(at: Int64, offset: Int64)] = []
    for year in firstYear...lastYear {
      result.append((moment(summer.begins, in: year) - standard, summer.offset))
      result.append((moment(summer.ends, in: year) - summer.offset, standard))
    }
    return result.filter { $0.at > last }.sorted { $0.at < $1.at }
  }

  private func moment(_ change: Change, in year: Int) -> Int64 {
    let newYear = LocalDay(civil: (year, 1, 1))
    let day: LocalDay
    switch change.date {
    case .dayOfYear(let count): day = newYear + count
    case .julian(let count):
      let leaps = LocalDay.daysInMonth(year: year, month: 2) == 29 && count >= 60
      day = newYear + (leaps ? count : count - 1)
    case .monthWeekday(let month, let week, let weekday):
      let first = LocalDay(civil: (year, month, 1))
      // The file counts Sunday as 0, `LocalDay` Monday.
      let ahead = ((weekday + 6) % 7 - first.weekday + 7) % 7
      let candidate = first + ahead + (week - 1) * 7
      let length = LocalDay.daysInMonth(year: year, month: month)
      day = candidate - first >= length ? candidate + -7 : candidate
    }
    return Int64(day.number) * 86_400 + change.time
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard current == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func name() -> Bool {
      let start = position
      if take("<") {
        while let byte = current, byte != UInt8(ascii: ">") { position += byte == 0 ? 0 : 1 }
        return take(">")
      }
      while let byte = current, (byte | 32) >= 97, (byte | 32) <= 122 { position += 1 }
      return position > start
    }

    mutating func number() -> Int? {
      var value: Int?
      while let byte = current, byte >= 48, byte <= 57, (value ?? 0) < 100_000 {
        value = (value ?? 0) * 10 + Int(byte - 48)
        position += 1
      }
      return value
    }

    mutating func offset() -> Int64? {
      let sign: Int64 = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard let hours = number() else { return nil }
      let minutes = take(":") ? number() ?? 0 : 0
      let seconds = take(":") ? number() ?? 0 : 0
      return sign * Int64(hours * 3_600 + minutes * 60 + seconds)
    }

    mutating func change() -> Change? {
      let date: Change.Date
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
          (1...12).contains(month), (1...5).contains(week), weekday <= 6
        else { return nil }
        date = .monthWeekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let count = number(), (1...365).contains(count) else { return nil }
        date = .julian(count)
      } else {
        guard let count = number(), count <= 365 else { return nil }
        date = .dayOfYear(count)
      }
      return Change(date: date, time: take("/") ? offset() ?? 7_200 : 7_200)
    }
  }
}
