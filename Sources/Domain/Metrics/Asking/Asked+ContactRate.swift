/// M10: what comes from clients, for their size at the end of the period.
extension Asked {
  func contactRate() -> Answer {
    let sizes = sizes
    // A client that did not turn to us at all is as large as it is.
    let whole = sizes.values.reduce(0, +)
    let dimensions = query.by.contains(.client) ? query.by : query.by + [.client]
    guard whole > 0, let place = dimensions.firstIndex(of: .client),
      var answer = visit(Answering(at(query.by([])))), let found = visit(Answering(at(query.by(dimensions))))
    else { return .nothing(to: query, notAvailable: columns.sources.names.map(Answer.Unavailable.unsized)) }
    answer.value = .rate(of: answer.value.weight, for: whole)
    if query.by.contains(.client) {
      answer.groups = found.groups.map { group in
        let size = sizes[group.labels[place]] ?? 0
        return Answer.Group(
          labels: group.labels, value: .rate(of: group.value.weight, for: size), sample: group.sample)
      }
    } else if !query.by.isEmpty {
      answer.groups = found.groups.byLeadingLabels { groups in
        .rate(of: groups.reduce(0) { $0 + $1.value.weight }, for: whole)
      }
    }
    answer.by = query.by
    answer.addsUp = query.by.isEmpty ? nil : false
    return answer
  }

  /// Of the clients that the question is about.
  var sizes: [String: Double] {
    columns.naming.sizes(at: end &- 1).filter { client in
      query.filters.allSatisfy { $0.dimension != .client || $0.values.contains(client.key) }
    }
  }
}

/// Inbound conversations of clients whose size is known.
struct ContactTable: ConversationTable {
  let asked: Asked
  private let inbound: InboundTable
  private let isSized: [Bool]

  init(_ asked: Asked) {
    self.asked = asked
    inbound = InboundTable(asked: asked, countsMerged: false)
    let axis = asked.columns.axis(of: .client, at: asked.end)
    let sizes = asked.columns.naming.sizes(at: asked.end &- 1)
    let known = axis.labels.map { sizes[$0] != nil }
    isSized = axis.codes.map { known[Int($0)] }
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = inbound.verdict(row)
    return verdict == 0 && !isSized[row] ? Verdict.left(.notTold) : verdict
  }
}

extension Answer.Unavailable {
  fileprivate static func unsized(_ source: String) -> Self {
    Self(source: source, why: "no client's size is set for that time")
  }
}

extension MetricValue {
  /// So many for a hundred.
  fileprivate static func rate(of count: Double, for size: Double) -> MetricValue {
    size > 0 ? .amount(count * 100 / size) : .none
  }
}
