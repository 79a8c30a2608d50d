import CivilTime
import Markup
import Metrics
import Web

extension MetricWording {
  /// “2026-09-01 to 2026-09-30, the month before: 6 min; now 1 min less (−16.7 %), within noise”
  func comparison(_ compared: ComparedAnswer) -> String {
    let definition = compared.now.query.metric.definition
    let before = definition.words(of: compared.before.value) ?? "nothing to say"
    let change = words(of: compared.change, definition).map { "; now \($0)" } ?? ""
    return "\(days(of: compared)): \(before)\(change)"
  }

  private func days(of compared: ComparedAnswer) -> String {
    let query = compared.before.query
    let last = query.period.to + -1
    let days = query.period.days == 1 ? last.iso8601 : "\(query.period.from.iso8601) to \(last.iso8601)"
    let cut = query.until.map { ", until \(zone.day(of: $0).iso8601) \(clock(zone.secondOfDay(of: $0)))" } ?? ""
    return "Before, \(compared.comparison.words): \(days)\(cut)"
  }

  private func words(of change: ValueChange, _ definition: Definition) -> String? {
    guard let absolute = change.absolute else { return nil }
    guard absolute != 0 else { return "the same" }
    let difference =
      change.points.map { "\(Figures.decimal($0.magnitude)) points" } ?? definition.words(of: absolute.magnitude)
    let relative = change.points == nil ? change.relative.map { " (\(Figures.share($0, digits: 1)))" } ?? "" : ""
    let noise = change.isBeyondNoise.map { $0 ? ", more than noise" : ", within noise" } ?? ""
    return "\(difference) \(absolute > 0 ? "more" : "less")\(relative)\(noise)"
  }
}

extension Comparison {
  /// How the earlier period was chosen.
  fileprivate var words: String {
    switch self {
    case .previous: "as many days earlier"
    case .unit: "the same unit of the calendar"
    case .year: "a year earlier"
    }
  }
}
