package import CivilTime
import JSONReader
package import Metrics
package import Warehouse

/// The figures that people keep: those of months that are over, for the numbers that reports show.
package struct PublishedFigures: Sendable {
  package static let metrics: [Metric] = [
    .conversationsCreated, .inboundConversations, .customerMessages, .humanReplies, .replyTurns, .customersHelped,
    .firstResponse, .firstResponseInBusinessTime, .responseTime, .resolutions, .conversationsResolved,
    .fullResolutionTime, .firstContactResolution, .reopens, .closuresPerPersonAndDay, .backlog, .closedWithoutReply,
    .firstReplyPromise, .resolutionPromise, .satisfaction, .workUnits,
  ]

  /// How many months back are held against what they said.
  private static let months = 13

  let today: LocalDay
  let zone: String

  package init(today: LocalDay, zone: String) {
    self.today = today
    self.zone = zone
  }

  /// The last thirteen months that are over, the latest first.
  package var periods: [(month: String, period: Period)] {
    (1...PublishedFigures.months).compactMap { back in
      let first = today.firstOfMonth(adding: -back)
      let next = today.firstOfMonth(adding: 1 - back)
      return Period(from: first, to: next).map { (String(first.iso8601.prefix(7)), $0) }
    }
  }

  /// What is asked of each month.
  package func queries(over period: Period) -> [MetricQuery] {
    ([.conversationsTouched] + PublishedFigures.metrics).map { MetricQuery($0, over: period, zone: zone) }
  }

  /// What they say; months in which nothing is known of are left out.
  package func figures(from analyst: Analyst, asOf now: Instant) async throws -> [MonthFigure] {
    var figures: [MonthFigure] = []
    for (month, period) in periods {
      let created = try await analyst.answer(
        MetricQuery(.conversationsTouched, over: period, zone: zone), asOf: now)
      guard created.sample > 0 else { continue }
      for metric in PublishedFigures.metrics {
        let answer = try await analyst.answer(MetricQuery(metric, over: period, zone: zone), asOf: now)
        figures.append(
          MonthFigure(
            month: month, metric: metric.id, value: PublishedFigures.text(of: answer.value),
            definition: metric.definition.version))
      }
    }
    return figures
  }

  /// In the form of the API, so that two figures can be compared and read.
  package static func text(of value: MetricValue) -> String {
    var json = JSONWriter()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
