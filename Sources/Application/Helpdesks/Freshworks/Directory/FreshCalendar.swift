internal import JSONReader
internal import Support

/// Business hours: `mon` … `sun` with their windows as `08:00-17:00`, holidays as `05-28 Memorial Day` where they come
/// every year and as `2026-05-28 …` where they do not.
struct FreshCalendar: Equatable, Sendable {
  var entry: DirectoryEntry

  private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  init(_ json: JSONField) throws {
    let id = try json["id"].freshIDNeeded
    var details: [String: [String]] = [:]
    if let zone = try json["time_zone"].freshText {
      details["time_zone"] = [RailsZone.named(zone)]
      details["vendor_time_zone"] = [zone]
    }
    if try json["is_default"].freshFlag { details["default"] = ["true"] }
    let week = json["service_desk_hours"].isMissingOrNull ? json["working_hours"] : json["service_desk_hours"]
    for day in Self.days {
      // A day without windows is closed.
      let windows = try Self.windows(week[day])
      if !windows.isEmpty { details[String(day.prefix(3))] = windows }
    }
    let holidays = try Self.holidays(json["list_of_holidays"])
    if !holidays.isEmpty { details["holidays"] = holidays }
    entry = DirectoryEntry(.calendar, id: id, name: try json["name"].freshText ?? "Calendar \(id)", details: details)
  }

  private static func windows(_ day: JSONField) throws -> [String] {
    guard let day = day.ifPresent else { return [] }
    let windows = if case .array = day.value { try day.array } else { [day] }
    return try windows.compactMap { window in
      let start = try window["beginning_of_workday"].freshText ?? window["start_time"].freshText
      let end = try window["end_of_workday"].freshText ?? window["end_time"].freshText
      guard let start = start.flatMap(clock), let end = end.flatMap(clock) else { return nil }
      return "\(start)-\(end)"
    }
  }

  private static func holidays(_ list: JSONField) throws -> [String] {
    guard let list = list.ifPresent else { return [] }
    return try list.array.compactMap { holiday in
      guard let date = try holiday["holiday_date"].freshText else { return nil }
      return [date, try holiday["holiday_name"].freshText].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// `08:00` of `8:00 am` as well as of `08:00`; nothing of what is no time.
  static func clock(_ text: String) -> String? {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    guard let digits = words.first?.split(separator: ":"), digits.count >= 2, let hour = Int(digits[0]),
      let minute = Int(digits[1].prefix(2)), (0...24).contains(hour), (0...59).contains(minute)
    else { return nil }
    let half = words.count > 1 ? String(words[1]) : String(digits[1].dropFirst(2))
    let turned = half == "pm" && hour < 12 ? hour + 12 : half == "am" && hour == 12 ? 0 : hour
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(turned)):\(two(minute))"
  }
}
