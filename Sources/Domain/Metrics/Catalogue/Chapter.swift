/// The parts of the catalogue, in its order.
package enum Chapter: String, CaseIterable, Sendable {
  case volume, speed, resolution, backlog, promises, satisfaction, flow, trust

  package init(of metric: Metric) {
    self = Chapter.allCases.last { $0.first <= metric } ?? .volume
  }

  package var title: String {
    switch self {
    case .volume: "Volume and demand"
    case .speed: "Speed"
    case .resolution: "Resolution"
    case .backlog: "Backlog and attention"
    case .promises: "Promises"
    case .satisfaction: "Satisfaction"
    case .flow: "Flow, bots and work"
    case .trust: "Trust"
    }
  }

  package var metrics: [Metric] { Metric.allCases.filter { Chapter(of: $0) == self } }

  /// The metric that it begins with.
  private var first: Metric {
    switch self {
    case .volume: .conversationsCreated
    case .speed: .firstResponse
    case .resolution: .resolutions
    case .backlog: .backlog
    case .promises: .firstReplyPromise
    case .satisfaction: .satisfaction
    case .flow: .transfers
    case .trust: .freshness
    }
  }
}
