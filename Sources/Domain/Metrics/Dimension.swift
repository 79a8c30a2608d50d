/// What a number can be broken down by, and what it can be narrowed to.
package enum Dimension: String, CaseIterable, Sendable, Hashable {
  case person, source, channel
  case day, week, month, weekday, hour

  /// Filters name things; time is narrowed by the period.
  package var isFilter: Bool {
    switch self {
    case .person, .source, .channel: true
    case .day, .week, .month, .weekday, .hour: false
    }
  }

  package var isTime: Bool { !isFilter }
}

/// One active filter: the dimension must have one of these values.
package struct Filter: Hashable, Sendable {
  package var dimension: Dimension
  package var values: [String]

  package init(_ dimension: Dimension, _ values: [String]) {
    self.dimension = dimension
    self.values = values
  }
}
