/// Every number the product knows. A name from outside is looked up here and never becomes SQL or a call.
package enum Metric: String, CaseIterable, Sendable, Hashable {
  case conversationsCreated = "M01"
  case humanReplies = "M05"
  case firstResponse = "M15"

  package var id: String { rawValue }
}

extension Metric: Comparable {
  package static func < (left: Metric, right: Metric) -> Bool { left.rawValue < right.rawValue }
}

/// Which moment of a thing decides the period it belongs to.
package enum DateBasis: String, Sendable {
  case created, event
}

package enum Clock: String, CaseIterable, Sendable {
  case calendar, business
}

/// Whose work a figure is when it is shown per person.
package enum Attribution: String, CaseIterable, Sendable {
  case actor
  case holderThen = "holder_then"
  case holderNow = "holder_now"
  case participants
  case fairSplit = "fair_split"
}
