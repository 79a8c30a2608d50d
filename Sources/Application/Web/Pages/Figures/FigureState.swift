import CivilTime
import HTTPServer
import Metrics
import Runtime

/// What the address of a page of figures says. Every link of such a page is this with something changed, so that an
/// address that is passed on shows the same figures.
struct FigureState: Sendable {
  /// What the figures are compared with.
  enum Against: String, CaseIterable, Sendable {
    case before, year, nothing
  }

  var route: Route
  var chosen: ChosenPeriod
  /// The period that the page shows when the address names none.
  var usual: NamedPeriod
  var zone: Zone
  /// True where the days are cut in another zone than the workspace's.
  var isOtherZone: Bool
  var against = Against.before
  var by: [Dimension] = []
  var clock: Clock?
  var attribution: Attribution?
  var filters: [Filter] = []
  /// What the page has besides: its chapter, its mode.
  var others: [(name: String, value: String?)] = []

  var period: Period { chosen.period }

  func query(_ metric: Metric, by dimensions: [Dimension] = []) -> MetricQuery {
    MetricQuery(
      metric, over: period, zone: zone.name, clock: clock, attribution: attribution, by: dimensions, filters: filters)
  }
}

extension FigureState {
  /// Everything but the period; what is as usual is left away.
  var kept: [(name: String, value: String?)] {
    [
      ("zone", isOtherZone ? zone.name : nil), ("against", against == .before ? nil : against.rawValue),
      ("by", by.isEmpty ? nil : by.map(\.rawValue).joined(separator: ",")), ("clock", clock?.rawValue),
      ("attribution", attribution?.rawValue),
    ] + others + filters.flatMap { filter in filter.values.map { (filter.dimension.rawValue, $0) } }
  }

  private var periodPairs: [(name: String, value: String?)] {
    if let named = chosen.named { return [("period", named == usual ? nil : named.rawValue)] }
    return [("from", period.from.iso8601), ("to", period.to.iso8601)]
  }

  var pairs: [(name: String, value: String?)] { periodPairs + kept }

  var href: String { route.href(pairs) }

  func href(adding more: [(name: String, value: String?)]) -> String { route.href(pairs + more) }

  /// The same question with something changed.
  func with(_ change: (inout FigureState) -> Void) -> FigureState {
    var changed = self
    change(&changed)
    return changed
  }

  /// The same question to another page, which may show other days when none are named.
  func at(_ route: Route, usual: NamedPeriod = .last30Days) -> FigureState {
    with {
      $0.route = route
      $0.usual = usual
    }
  }

  func narrowed(to dimension: Dimension, _ value: String) -> FigureState {
    with {
      $0.filters.removeAll { $0.dimension == dimension }
      $0.filters.append(Filter(dimension, [value]))
    }
  }
}

extension WebApplication {
  /// Reads a page's address; what it does not understand is an error that names the parameter.
  func figureState(_ route: Route, _ asked: HTTPQuery, usual: NamedPeriod) throws -> FigureState {
    let zone = try installation.zones.zone(named: asked.given("zone") ?? installation.zone.name)
    let today = zone.day(of: installation.now)
    var chosen = ChosenPeriod(usual, today: today, weekStart: weekStart)
    if let period = try period(asked, today: today) {
      chosen = ChosenPeriod(period, named: asked.first("period").flatMap(NamedPeriod.init))
    }
    var state = FigureState(
      route: route, chosen: chosen, usual: usual, zone: zone, isOtherZone: zone.name != installation.zone.name)
    if let text = asked.given("against") { state.against = try FigureState.Against.named(text) }
    if let text = asked.given("clock") { state.clock = try Clock.named(text) }
    if let text = asked.given("attribution") { state.attribution = try Attribution.named(text) }
    state.by = try Dimension.list(asked.given("by") ?? "")
    state.filters = Dimension.allCases.filter(\.isFilter).compactMap { dimension in
      let values = asked.all(dimension.rawValue).filter { !$0.isEmpty }
      return values.isEmpty ? nil : Filter(dimension, values)
    }
    return state
  }

  var weekStart: Int { installation.settings.workspace.weekStart }

  /// The form names the last day, addresses the day after it: one question has one address.
  func chosenDays(_ request: HTTPRequest, at route: Route) -> HTTPResponse? {
    let asked = request.query
    guard asked.first("first") != nil || asked.first("last") != nil else { return nil }
    let last = asked.first("last").flatMap { LocalDay(iso8601: $0) }.map { ($0 + 1).iso8601 }
    let kept = asked.parameters.filter { !["first", "last", "period", "from", "to"].contains($0.name) }
    return .redirect(
      to: route.href([("from", asked.first("first") ?? ""), ("to", last ?? "")] + kept.map { ($0.name, $0.value) }))
  }
}

extension HTTPQuery {
  /// A form sends what nobody chose as an empty text.
  func given(_ name: String) -> String? { first(name).flatMap { $0.isEmpty ? nil : $0 } }
}

extension FigureState.Against {
  fileprivate static func named(_ text: String) throws(WebError) -> FigureState.Against {
    guard let found = FigureState.Against(rawValue: text) else {
      throw .badRequest("against: “\(shown(text))” is none; there are before, year and nothing")
    }
    return found
  }

  var title: String {
    switch self {
    case .before: "the period before"
    case .year: "a year before"
    case .nothing: "nothing"
    }
  }
}
