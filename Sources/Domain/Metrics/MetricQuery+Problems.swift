extension MetricQuery {
  /// What the question asks for and the metric does not offer; empty for a good question.
  package var problems: [QueryProblem] {
    [personProblem, classProblem, clockProblem, attributionProblem, momentProblem].compactMap { $0 } + sizeProblems
  }

  private var definition: Definition { metric.definition }
  private var named: String { "\(metric.id) (\(definition.name))" }

  private func asks(for isMeant: (Dimension) -> Bool) -> Bool {
    by.contains(where: isMeant) || filters.contains { isMeant($0.dimension) }
  }

  private var personProblem: QueryProblem? {
    guard definition.attributions.isEmpty, asks(for: \.isPersonal) else { return nil }
    return QueryProblem(parameter: "by", why: "\(named) is not offered per person")
  }

  private var classProblem: QueryProblem? {
    guard definition.classes.isEmpty, asks(for: { $0 == .class }) else { return nil }
    return QueryProblem(parameter: "by", why: "\(named) has no classes of its own")
  }

  private var clockProblem: QueryProblem? {
    guard let clock, !definition.clocks.contains(clock) else { return nil }
    let offered = definition.clocks.map(\.rawValue).joined(separator: " or ")
    return QueryProblem(
      parameter: "clock",
      why: "\(named) " + (offered.isEmpty ? "runs on no clock" : "runs on the \(offered) clock only"))
  }

  private var attributionProblem: QueryProblem? {
    guard let attribution, !definition.attributions.contains(attribution) else { return nil }
    return QueryProblem(
      parameter: "attribution", why: "\(named) is not offered per person, so there is nobody to credit")
  }

  /// What is true at a moment is neither a Monday's nor an hour's.
  private var momentProblem: QueryProblem? {
    guard definition.basis == .asOf, by.contains(where: { $0 == .weekday || $0 == .hour }) else { return nil }
    return QueryProblem(parameter: "by", why: "\(named) looks at moments: ask for it by day, week or month")
  }

  private var sizeProblems: [QueryProblem] {
    var problems: [QueryProblem] = []
    // Within these bounds the number of possible groups stays a number.
    if by.count > 4 { problems.append(QueryProblem(parameter: "by", why: "at most four breakdowns can be combined")) }
    if period.days > 36_600 {
      problems.append(QueryProblem(parameter: "to", why: "must lie within a hundred years after from"))
    }
    if Set(by).count < by.count { problems.append(QueryProblem(parameter: "by", why: "a breakdown is named twice")) }
    return problems
  }
}
