import CivilTime
import Metrics

/// Answers of one second over unchanged columns: in the morning many people open the same page at once, and what one of
/// them was told is as true for the next.
struct RecentAnswers {
  /// What an answer rests on besides its question.
  struct Ground: Equatable {
    /// Whole seconds, as waits are counted.
    var now: Instant
    /// Of the columns.
    var change: Int64
    /// Of everybody's names.
    var named: [String: Int64]
  }

  /// A morning's pages ask a hundred questions; long answers are rare, and cost more memory than time.
  private static let most = 256
  private static let mostGroups = 100

  private var ground: Ground?
  private var answers: [MetricQuery: Answer] = [:]

  func answer(to query: MetricQuery, on ground: Ground) -> Answer? { ground == self.ground ? answers[query] : nil }

  mutating func keep(_ answer: Answer, to query: MetricQuery, on ground: Ground) {
    if ground != self.ground { (self.ground, answers) = (ground, [:]) }
    guard answers.count < RecentAnswers.most, answer.groups.count <= RecentAnswers.mostGroups else { return }
    answers[query] = answer
  }

  mutating func forget() { (ground, answers) = (nil, [:]) }
}
