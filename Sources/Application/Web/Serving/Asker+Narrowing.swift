import Accounts
import HTTPServer
import Metrics

extension Asker {
  /// What the asker may see, as filters of a question.
  var narrowings: [Filter] {
    let visibility = visibility
    let named: [(Dimension, Set<String>?)] = [
      (.inbox, visibility.inboxes), (.client, visibility.clients), (.team, visibility.teams),
    ]
    return named.compactMap { dimension, names in names.map { Filter(dimension, $0.sorted()) } }
  }

  /// The question as this asker may put it: whatever they ask for, only what they may see is counted.
  func narrowed(_ query: MetricQuery) -> MetricQuery {
    narrowings.reduce(into: query) { query, allowed in
      let asked = query.filters.filter { $0.dimension == allowed.dimension }
      let values = asked.reduce(allowed.values) { values, filter in values.filter(filter.values.contains) }
      query.filters.removeAll { $0.dimension == allowed.dimension }
      // A filter without a value would be none.
      query.filters.append(Filter(allowed.dimension, values.isEmpty ? [Asker.nothing] : values))
    }
  }

  /// The name of no inbox, client or team.
  private static let nothing = "nothing that you may see"

  /// The question as it may be put, for programs and single numbers.
  ///
  /// - Throws: where a number is not told for a part of the work alone.
  func allowed(_ query: MetricQuery) throws -> MetricQuery {
    let narrowed = narrowed(query)
    guard let problem = narrowed.problems.first else { return narrowed }
    if let own = query.problems.first { throw own }
    throw WebError(.forbidden, "you see \(visibility.words) only, and \(problem.why)")
  }
}
