import CivilTime
import Markup
import Metrics

extension NewsSection {
  private static let numbers = ["Nothing", "One thing", "Two things", "Three things"]

  init(_ news: [News], _ words: DayWords) {
    let today = words.today
    self.init(
      title: "\(NewsSection.numbers[min(news.count, 3)]) changed",
      aside: "\(words.date(today + -7)) to \(words.date(today + -1)) against the seven days before",
      items: news.map { Sentence($0) }, calm: "Nothing differs from the week before by more than chance explains.")
  }
}

extension Sentence {
  /// “Conversations created, product Labels: 61, 20 more than the 41 before.”
  fileprivate init(_ news: News) {
    self.init()
    let definition = news.now.query.metric.definition
    let scope = news.dimension.map { ", \($0.title.lowercased()) \($0.shown(news.label))" } ?? ""
    let named = definition.kind == .duration ? "\(definition.name), half within" : definition.name
    parts = [
      .text("\(named)\(scope): "),
      .figure(definition.words(of: news.now.value) ?? "0", href: Route.rows(behind: news.now.query)),
    ]
    if case .differs(let text, _) = Change(now: news.now, before: news.before).verdict {
      parts += [.text(", "), .strong(text)]
    }
    parts += [
      .text(" than "),
      .figure(definition.words(of: news.before.value) ?? "0", href: Route.rows(behind: news.before.query)),
      .text("."),
    ]
  }
}
