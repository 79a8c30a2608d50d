/// The numbers that one field of a schedule allows.
struct CronField: Hashable, Sendable {
  /// One bit for each number.
  fileprivate var numbers: UInt64 = 0
  fileprivate(set) var beginsWithStar = false

  func contains(_ number: Int) -> Bool { numbers >> UInt64(number) & 1 == 1 }
}

/// The five places of a schedule.
enum CronPlace: Int, CaseIterable {
  case minute, hour, day, month, weekday

  var range: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .day: 1...31
    case .month: 1...12
    case .weekday: 0...7
    }
  }

  /// In the order of their numbers.
  var names: [String] {
    switch self {
    case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    case .minute, .hour, .day: []
    }
  }

  var expected: String {
    switch self {
    case .minute: "a minute from 0 to 59"
    case .hour: "an hour from 0 to 23"
    case .day: "a day of the month from 1 to 31"
    case .month: "a month from 1 to 12 or JAN to DEC"
    case .weekday: "a day of the week from 0 (Sunday) to 7 (Sunday) or SUN to SAT"
    }
  }
}

/// Takes the text of a schedule apart and knows where each part stands.
struct CronReader {
  private let text: String
  private let fields: [Substring]

  private static let nicknames = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]

  init(_ text: String) throws(CronError) {
    let words = text.split(whereSeparator: \.isWhitespace)
    let meant = words.count == 1 ? Self.nicknames[words[0].lowercased()] : nil
    self.text = meant ?? text
    fields = self.text.split(whereSeparator: \.isWhitespace)
    if words.first?.hasPrefix("@") == true, meant == nil {
      throw error("the names are @hourly, @daily, @weekly, @monthly and @yearly", at: words[0])
    }
    guard fields.count == 5 else {
      throw error(
        "expected five fields (minute, hour, day of month, month, day of week), found \(fields.count)", at: text[...])
    }
  }

  func column(of place: CronPlace) -> Int { column(of: fields[place.rawValue]) }

  func field(_ place: CronPlace) throws(CronError) -> CronField {
    let text = fields[place.rawValue]
    var field = CronField()
    field.beginsWithStar = text.hasPrefix("*")
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      for number in try numbers(item, place) { field.numbers |= 1 << UInt64(place == .weekday ? number % 7 : number) }
    }
    return field
  }

  private func numbers(_ item: Substring, _ place: CronPlace) throws(CronError) -> StrideThrough<Int> {
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let range = try range(halves[0], place)
    guard halves.count == 2 else { return stride(from: range.lowerBound, through: range.upperBound, by: 1) }
    guard halves[0] == "*" || halves[0].contains("-") else {
      let whole = "\(halves[0])-\(place == .weekday ? 6 : place.range.upperBound)"
      throw error("a step needs “*” or a range before it, such as “\(whole)/\(halves[1])”", at: item)
    }
    guard let step = number(halves[1]), step > 0 else {
      throw error("expected a step from 1 on, found \(quoted(halves[1]))", at: halves[1])
    }
    return stride(from: range.lowerBound, through: range.upperBound, by: step)
  }

  private func range(_ text: Substring, _ place: CronPlace) throws(CronError) -> ClosedRange<Int> {
    // “*” ends with Saturday, or steps would hit Sunday as 7.
    guard text != "*" else { return place == .weekday ? 0...6 : place.range }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try value(ends[0], place)
    guard ends.count == 2 else { return first...first }
    var last = try value(ends[1], place)
    if place == .weekday, last == 0, first > 0 { last = 7 }
    guard first <= last else {
      throw error("the range ends before it begins; write two, separated by a comma", at: text)
    }
    return first...last
  }

  private func value(_ text: Substring, _ place: CronPlace) throws(CronError) -> Int {
    if let index = place.names.firstIndex(of: text.lowercased()) { return index + place.range.lowerBound }
    guard let number = number(text), place.range.contains(number) else {
      throw error("expected \(place.expected), found \(quoted(text))", at: text)
    }
    return number
  }

  private func number(_ text: Substring) -> Int? {
    (1...4).contains(text.utf8.count) ? digits(Array(text.utf8), 0, text.utf8.count) : nil
  }

  private func quoted(_ text: Substring) -> String { text.isEmpty ? "nothing" : "“\(text.prefix(20))”" }

  private func error(_ problem: String, at part: Substring) -> CronError {
    CronError(column: column(of: part), problem: problem)
  }

  private func column(of part: Substring) -> Int {
    part.base.distance(from: part.base.startIndex, to: part.startIndex) + 1
  }
}
