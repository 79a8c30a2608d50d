import CivilTime
import Metrics

/// The periods that the board of closures knows. Week and month are the last 7 and 30 days, today among them.
enum ClosurePeriod: String, CaseIterable {
  case today, yesterday, week, month

  init(named name: String?) throws(WebError) {
    guard let name else {
      self = .today
      return
    }
    guard let period = ClosurePeriod(rawValue: name) else {
      let known = ClosurePeriod.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest("period: “\(shown(name))” is none; there are \(known)")
    }
    self = period
  }

  func days(today: LocalDay) -> Period {
    let name: NamedPeriod =
      switch self {
      case .today: .today
      case .yesterday: .yesterday
      case .week: .last7Days
      case .month: .last30Days
      }
    return name.period(today: today)
  }
}

extension Period {
  /// The last day itself, as the board of closures names it.
  var last: LocalDay { to + -1 }

  /// Everything up to a day, that day among it.
  static func everything(to day: LocalDay) -> Period { Period(from: LocalDay(number: 365), to: day + 1) ?? .day(day) }

  static func day(_ day: LocalDay) -> Period { NamedPeriod.today.period(today: day) }
}
