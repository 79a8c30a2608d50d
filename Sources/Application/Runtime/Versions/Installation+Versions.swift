import CivilTime
import Metrics
package import Support
package import Warehouse

/// A figure that would say something else under other rules.
package struct FigureMove: Equatable, Sendable {
  package var month: String
  package var metric: String
  package var before: String
  package var after: String
}

extension Installation {
  private var published: PublishedFigures { PublishedFigures(today: today, zone: settings.workspace.timeZone) }

  /// Holds the months that are over against what they said, and writes down what moved and why (N20).
  @discardableResult
  package func bookRestatements(cause: String) async throws -> Int {
    let figures = try await published.figures(from: analyst, asOf: now)
    return try await ledger.state(figures, cause: cause, at: now)
  }

  /// For commands that ask for no other figures: then nothing else is loaded when the ledger is followed.
  package func expectNothingButRestatements() async throws {
    guard let last = published.periods.first else { return }
    try await analyst.expect(published.queries(over: last.period), asOf: now)
  }

  /// Answers as these settings would have them. Nothing is stored.
  package func analyst(
    under settings: Settings, deciding decisions: DecisionsInForce = .all,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Analyst {
    let settings = withConnections(settings)
    let other = analyst(naming: settings)
    let rules = try Rules(settings, zone: zone) { [zones] in try zones.zone(named: $0) }
    try await other.derive(under: rules, deciding: decisions, progress: progress)
    return other
  }

  /// One whose columns are empty yet.
  func analyst(naming settings: Settings) -> Analyst {
    let zones = zones
    return Analyst(
      of: ledger, zones: { try zones.zone(named: $0) }, weekStart: settings.workspace.weekStart,
      naming: Naming(settings, zone: zone))
  }

  /// Which published figures would move under other settings, and by how much.
  package func preview(
    _ settings: Settings, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> [FigureMove] {
    let other = try await analyst(under: settings, progress: progress)
    try await analyst.follow()
    let before = try await published.figures(from: analyst, asOf: now)
    let after = try await published.figures(from: other, asOf: now)
    let known = Dictionary(before.map { ("\($0.month)\t\($0.metric)", $0.value) }) { first, _ in first }
    return after.compactMap { figure in
      let value = known["\(figure.month)\t\(figure.metric)"] ?? "null"
      guard value != figure.value else { return nil }
      return FigureMove(month: figure.month, metric: figure.metric, before: value, after: figure.value)
    }
  }
}
