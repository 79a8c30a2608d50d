package import CivilTime
package import Metrics
import SQLCore
package import Support

extension Analyst {
  /// An answer as if there were nothing but one conversation, with its rows.
  package struct Alone: Sendable {
    package var answer: Answer
    package var rows: [ReceiptRow]
  }

  /// What one conversation gives to each of these questions, in their order; none where it is not known.
  package func answers(
    to questions: [MetricQuery], ofAlone key: ConversationKey, asOf now: Instant
  ) async throws -> [Alone] {
    let naming = try await namingNow()
    guard let facts = try await store.read({ db in try FactReader(db: db).facts(of: key) }) else { return [] }
    let columns = FactColumns()
    columns.naming = naming
    columns.load(key, facts)
    columns.settle()
    return try questions.map { question in
      let zone = try zone(question.zone)
      return Alone(
        answer: columns.answer(question, in: zone, asOf: now, weekStart: weekStart),
        rows: columns.receipt(of: question, in: zone, asOf: now, weekStart: weekStart))
    }
  }
}
