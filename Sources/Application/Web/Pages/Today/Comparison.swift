import CivilTime
import Markup
import Metrics

/// How the figures stand against the period before, in words.
///
/// A period that still runs is compared by its whole days only, with as many days of the one before: half a day against
/// a whole one would always look like a fall.
struct Comparison: Sendable {
  struct Days: Sendable, Equatable {
    var now: Period
    var before: Period
    /// True when `now` is only the part of the period that is over.
    var isPart: Bool

    /// Nothing while not a single day of the period is over.
    init?(of period: Period, today: LocalDay) {
      let before = period.comparison
      guard period.to > today else {
        (now, self.before, isPart) = (period, before, false)
        return
      }
      let whole = min(today - period.from, before.days)
      guard let now = Period(from: period.from, to: period.from + whole),
        let before = Period(from: before.from, to: before.from + whole)
      else { return nil }
      (self.now, self.before, isPart) = (now, before, true)
    }
  }

  struct Pair: Sendable {
    var now: Answer
    var before: Answer
  }

  var days: Days
  var pairs: [Metric: Pair]

  /// “12 more than 6 to 12 Nov, within noise”
  func sentence(for metric: Metric, _ words: DayWords) -> Sentence? {
    guard let pair = pairs[metric] else { return nil }
    let reference = " than \(words.days(days.before))"
    let scope = days.isPart ? ", whole days \(words.days(days.now))" : ""
    if let now = pair.now.count, let before = pair.before.count {
      if now == before { return Sentence(.text("As many as \(words.days(days.before))\(scope)")) }
      let difference = Figures.count(
        abs(now - before), now > before ? "more" : "fewer", now > before ? "more" : "fewer")
      return Sentence(.strong(difference), .text("\(reference)\(scope), \(Comparison.noise(now, before))"))
    }
    guard let now = pair.now.summary, let before = pair.before.summary, now.n >= Answer.fewest,
      before.n >= Answer.fewest
    else { return Sentence(.text("Too few to compare with \(words.days(days.before))")) }
    let difference = Int((now.p50 - before.p50).rounded())
    if difference == 0 { return Sentence(.text("As fast as \(words.days(days.before))\(scope)")) }
    let speed = difference < 0 ? "faster" : "slower"
    return Sentence(.strong("\(Figures.duration(seconds: abs(difference))) \(speed)"), .text(reference + scope))
  }

  /// Two counts of independent happenings differ by chance by about the root of their sum; twice that is rare.
  static func noise(_ now: Int, _ before: Int) -> String {
    let difference = Double(now - before)
    return difference * difference <= 4 * Double(now + before) ? "within noise" : "more than noise"
  }
}
