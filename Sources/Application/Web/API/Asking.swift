import CivilTime
import HTTPServer
import Metrics
import Runtime

extension WebApplication {
  /// Reads a question from an address: `from` and `to`, or a named `period`; the last seven days when neither is there.
  func query(_ metric: Metric, _ asked: HTTPQuery) throws -> MetricQuery {
    let zone = try installation.zones.zone(named: asked.first("zone") ?? installation.zone.name)
    let period = try self.period(asked, today: zone.day(of: installation.now)) ?? lastSevenDays(in: zone)
    var pairs = [
      ("metric", metric.id), ("from", period.from.iso8601), ("to", period.to.iso8601), ("zone", zone.name),
    ]
    let asWritten = ["clock", "attribution", "by"] + Dimension.allCases.filter(\.isFilter).map(\.rawValue)
    pairs += asked.parameters.filter { asWritten.contains($0.name) }.map { ($0.name, $0.value) }
    let query = try MetricQuery(pairs: pairs)
    if let problem = query.problems.first { throw problem }
    return query
  }

  /// Nothing when the address names none.
  func period(_ asked: HTTPQuery, today: LocalDay) throws(WebError) -> Period? {
    let bounds = (asked.first("from"), asked.first("to"))
    if let name = asked.first("period") {
      guard bounds == (nil, nil) else { throw .badRequest("give either period, or from and to") }
      return try NamedPeriod.named(name).period(today: today, weekStart: installation.settings.workspace.weekStart)
    }
    guard bounds != (nil, nil) else { return nil }
    let (from, to) = (try day(bounds.0, "from"), try day(bounds.1, "to"))
    guard let period = Period(from: from, to: to) else {
      throw .badRequest("to must be after from: it is the day after the last one")
    }
    guard period.days <= 36_600 else { throw .badRequest("from and to lie more than a hundred years apart") }
    return period
  }

  private func lastSevenDays(in zone: Zone) -> Period {
    NamedPeriod.last7Days.period(today: zone.day(of: installation.now))
  }
}

private func day(_ text: String?, _ name: String) throws(WebError) -> LocalDay {
  guard let text else { throw .badRequest("\(name) is missing; from and to belong together") }
  guard let day = LocalDay(iso8601: text) else { throw .badRequest("\(name) must be a day such as 2026-11-20") }
  return day
}

extension NamedPeriod {
  static func named(_ name: String) throws(WebError) -> NamedPeriod {
    guard let period = NamedPeriod(rawValue: name) else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest("period: “\(shown(name))” is none; there are \(known)")
    }
    return period
  }
}
