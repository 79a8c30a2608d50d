import CivilTime
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
    init?(of period: Period, against other: Period? = nil, today: LocalDay) {
      let before = other ?? period.comparison
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
}
