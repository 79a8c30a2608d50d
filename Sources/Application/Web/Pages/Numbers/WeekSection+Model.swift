import Markup
import Metrics

extension WeekSection {
  /// Messages in each hour of the week, Monday first or as the workspace has it.
  init(_ answer: Answer, _ desk: FigureDesk) {
    let known = Dictionary(answer.groups.map { ($0.labels, $0.sample) }) { first, _ in first }
    let order = (0..<7).map { (desk.weekStart + $0) % 7 }
    let rows = order.map { weekday in
      HeatMap.Row(
        weekday: desk.words.shortWeekday(weekday),
        values: (0..<24).map { hour in known[[DayWords.weekday(weekday), DayWords.hour(hour)]] ?? 0 })
    }
    let most = answer.groups.max { $0.value.plain < $1.value.plain }
    let busiest = most.map { group in
      "\(group.labels.first ?? "") at \(group.labels.last ?? ""):00 is the busiest hour, "
        + "\(Figures.decimal((group.value.plain * 10).rounded() / 10)) messages in such an hour on average."
    }
    self.init(
      aside: Sentence(.text("customer messages, \(desk.words.span(answer.query.period))")),
      finding: busiest ?? "No customer wrote in these days.",
      map: HeatMap(
        title: "Customer messages by weekday and hour", rows: rows,
        most: "\(Figures.count(rows.flatMap(\.values).max() ?? 0)) in these days"))
  }
}
