/// What a number can be broken down by, and what it can be narrowed to.
package enum Dimension: String, CaseIterable, Sendable, Hashable {
  case person
  /// The person's team at that time.
  case team
  case source, channel, inbox, pipeline
  /// The vendor's team.
  case group
  case product, client, priority, type, category, tag
  /// Who began the conversation.
  case initiator
  /// The metric's own classes.
  case `class`
  case day, week, month, weekday, hour

  /// Filters name things; time is narrowed by the period.
  package var isFilter: Bool { !isTime }

  package var isTime: Bool {
    switch self {
    case .day, .week, .month, .weekday, .hour: true
    default: false
    }
  }

  /// Whether it asks whose work something is.
  package var isPersonal: Bool { self == .person || self == .team }
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
