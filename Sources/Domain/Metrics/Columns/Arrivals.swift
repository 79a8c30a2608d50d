/// When each customer began which conversation, to look for a new one soon after another (M40).
struct Arrivals: Sendable {
  private struct Arrival: Sendable {
    var customer: UInt64
    var at: UInt32
    var conversation: UInt32
  }

  private let arrivals: [Arrival]

  init(_ conversations: ConversationColumns) {
    arrivals = (0..<conversations.count).lazy
      .filter { conversations.standing[$0] == 0 && conversations.flags($0).contains(.byCustomer) }
      .map {
        Arrival(
          customer: conversations.customer[$0], at: conversations.created[$0], conversation: UInt32($0))
      }
      .sorted { ($0.customer, $0.at) < ($1.customer, $1.at) }
  }

  func contains(
    of customer: UInt64, after instant: UInt32, within seconds: UInt32, where matches: (_ conversation: Int) -> Bool
  ) -> Bool {
    var low = 0
    var high = arrivals.count
    while low < high {
      let middle = (low + high) / 2
      if (arrivals[middle].customer, arrivals[middle].at) <= (customer, instant) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low < arrivals.count, arrivals[low].customer == customer, arrivals[low].at - instant <= seconds {
      if matches(Int(arrivals[low].conversation)) { return true }
      low += 1
    }
    return false
  }
}

/// Who held which conversation when, by the assignments.
struct HolderIndex: Sendable {
  private let starts: [UInt32]
  private let rows: [UInt32]
  private let stations: FactStream<SpanDetail>
  private let now: PackedColumn<UInt16>

  init(_ columns: FactColumns) {
    let stations = columns.stations
    self.stations = stations
    now = columns.conversations.holder
    var counts = [UInt32](repeating: 0, count: columns.conversations.count + 1)
    for row in 0..<stations.count where stations.verdict[row] != Verdict.gone {
      counts[Int(stations.conversation[row]) + 1] += 1
    }
    for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
    starts = counts
    var next = counts
    var rows = [UInt32](repeating: 0, count: Int(counts.last ?? 0))
    for row in 0..<stations.count where stations.verdict[row] != Verdict.gone {
      let conversation = Int(stations.conversation[row])
      rows[Int(next[conversation])] = UInt32(row)
      next[conversation] += 1
    }
    self.rows = rows
  }

  /// Nobody (0) between stations; who holds it now where the source tells no assignments.
  func holder(of conversation: Int, at instant: UInt32) -> UInt16 {
    let range = Int(starts[conversation])..<Int(starts[conversation + 1])
    if range.isEmpty { return now[conversation] }
    for place in range {
      let row = Int(rows[place])
      if stations.detail.since[row] <= instant, instant < stations.detail.until(row) {
        return stations.detail.person[row]
      }
    }
    return 0
  }
}

extension FactColumns {
  func arrivals() -> Arrivals {
    if let known = workedOut.arrivals { return known }
    let arrivals = Arrivals(conversations)
    workedOut.arrivals = arrivals
    return arrivals
  }

  func holders() -> HolderIndex {
    if let known = workedOut.holders { return known }
    let holders = HolderIndex(self)
    workedOut.holders = holders
    return holders
  }
}
