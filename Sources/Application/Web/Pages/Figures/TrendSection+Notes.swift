import Accounts
import CivilTime
import Markup
import Metrics

extension TrendSection {
  /// How many letters have room above a chart.
  private static let longest = 18
  /// More would cover each other.
  private static let most = 4

  /// Marks on the chart what happened in its days, and says it under it.
  ///
  /// - Parameter steps: the days of each point.
  func noting(_ all: [Annotation], _ steps: [TimeSteps.Step], _ words: DayWords) -> TrendSection {
    var noted = self
    let found = all.reversed().compactMap { note -> (place: Int, note: Annotation)? in
      steps.firstIndex { $0.period.from <= note.day && note.day < $0.period.to }.map { ($0, note) }
    }
    noted.notes = found.map { Note(day: words.day($0.note.day), text: $0.note.text, who: $0.note.author) }
    var places: Set<Int> = []
    let drawn = found.filter { places.insert($0.place).inserted }.suffix(TrendSection.most)
    noted.chart.notes = drawn.map { place, note in
      let text =
        note.text.count > TrendSection.longest ? note.text.prefix(TrendSection.longest - 1) + "…" : note.text[...]
      return LineChart.Note(day: place, text: String(text))
    }
    if !found.isEmpty {
      noted.chart.alternative += " Noted: " + noted.notes.map { "\($0.day) \($0.text)" }.joined(separator: "; ") + "."
    }
    return noted
  }
}
