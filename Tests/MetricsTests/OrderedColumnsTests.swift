import CivilTime
import Support
import Testing

@testable import Metrics

@Suite struct `Columns in the order of time` {
  /// Enough for several blocks, with sums of their own, and some that a later version of a conversation has changed.
  ///
  /// Works for seconds, so it makes way for the tests beside it again and again: there are as many threads for all of
  /// them as processors, and their deadlines run on.
  @Test(arguments: 1...6) func `answer as columns in the order of arrival do`(_ seed: Int) async {
    var random = SeededGenerator(seed: UInt64(seed))
    let first = RandomLedger(seed: UInt64(seed), conversations: 3_000).rows
    await Task.yield()
    let later = RandomLedger(seed: UInt64(seed) + 100, conversations: seed * 40).rows
    await Task.yield()
    let arrived = RandomLedger.columns(first)
    let ordered = RandomLedger.columns(first)
    ordered.settle()
    for news in [[], later] {
      arrived.replace(news.map(\.row))
      ordered.replace(news.map(\.row))
      for question in `An answer`.questions(&random) {
        let answer = ordered.answer(question.query, in: berlin, asOf: question.asOf)
        #expect(answer == arrived.answer(question.query, in: berlin, asOf: question.asOf), "\(question.query.pairs)")
        await Task.yield()
      }
    }
  }

  @Test func `are found by their keys as before`() {
    let rows = RandomLedger(seed: 5, conversations: 2_000).rows
    let columns = RandomLedger.columns(rows)
    columns.settle()
    for row in rows { #expect(columns.index(of: row.key).map(columns.key) == row.key.text) }
    #expect(columns.conversationCount == rows.count)
  }
}
