import CivilTime
import Markup
import Metrics
import Runtime
import Warehouse

extension SourcesPage.Source {
  init(_ standing: SourceStanding, _ view: CoverageView, _ words: DayWords) {
    let list = ListFilter(source: standing.id, isWaiting: false).href()
    self.init(
      name: standing.id, kind: standing.kindWords, href: Route.source(standing.id).path,
      status: standing.status(words), statusNote: standing.statusNote(words), next: standing.next(words),
      nextNote: standing.secondsLeft.map { "by hand in \(SyncRefusal.minutes($0)) min" } ?? "",
      today: standing.createdTodayFigure,
      all: Figure("of \(Figures.count(standing.totals.conversations)) in all", href: list),
      quota: standing.quota.map { SourcesPage.Quota(text: Figures.share($0.used), fraction: $0.used) },
      coverage: view.strip, coverageWords: view.status,
      sync: standing.helpdesk == nil
        ? nil
        : SyncButton(
          text: "Sync", action: Route.syncBySource(standing.id).path, refusal: standing.refusal,
          spokenAddition: standing.id))
  }
}

extension SourceStanding {
  /// Opens its conversations.
  var createdTodayFigure: Figure {
    Figure(Figures.count(createdToday.count ?? 0), href: Route.rows(behind: createdToday.query))
  }
}

extension Notice {
  /// What of a source needs somebody, the worst first.
  static func needs(_ standing: SourceStanding, _ view: CoverageView, _ words: DayWords) -> [Notice] {
    failure(standing, words) + missing(standing, view, words) + rejected(standing) + lifecycle(standing)
      + (standing.warnings.isEmpty ? [] : [warnings(standing)])
  }

  private static func failure(_ standing: SourceStanding, _ words: DayWords) -> [Notice] {
    guard let last = standing.runs.last, [.failed, .interrupted].contains(standing.state) else { return [] }
    let ends = standing.runs.done.map { "Its figures end \(words.moment($0.startedAt))." } ?? "Nothing came yet."
    let again = standing.nextSync.map { " It is tried again \(words.until($0))." } ?? ""
    let why = standing.state == .failed ? last.message.asSentence : "The process that synced it ended."
    return [
      Notice(
        tone: standing.state == .failed ? .bad : .warn,
        title: "\(standing.id): the last sync \(standing.state.rawValue)",
        body: Sentence(
          .text("\(why) \(ends)\(again) "), .link("What happened", href: Route.run(last.id).path)))
    ]
  }

  private static func missing(_ standing: SourceStanding, _ view: CoverageView, _ words: DayWords) -> [Notice] {
    let missing = view.missing
    guard let first = missing.first, standing.helpdesk != nil else { return [] }
    return [
      Notice(
        tone: .bad, title: "\(standing.id): \(Figures.count(missing.count, "day", "days")) missing",
        body: Sentence(
          .text("\(words.stretches(of: missing)) \(missing.count == 1 ? "was" : "were") never read. "),
          .link("Read them again", href: Route.source(standing.id).href([("from", first.iso8601)]) + "#orders")))
    ]
  }

  private static func rejected(_ standing: SourceStanding) -> [Notice] {
    guard let last = standing.runs.last, last.rejected > 0 else { return [] }
    return [
      Notice(
        tone: .warn, title: "\(standing.id): \(Figures.count(last.rejected, "row", "rows")) rejected",
        body: Sentence(
          .text("Rejected rows count nowhere until they can be read. "),
          .link("Look at them", href: Route.run(last.id).path + "#rejected")))
    ]
  }

  private static func lifecycle(_ standing: SourceStanding) -> [Notice] {
    standing.lifecycle.map { line in
      Notice(
        tone: .warn, title: "\(standing.id): its vendor announces an end",
        body: Sentence(.text(line.asSentence)))
    }
  }

  private static func warnings(_ standing: SourceStanding) -> Notice {
    let first = standing.warnings.prefix(2).map(\.asSentence).joined(separator: " ")
    let more = standing.warnings.count > 2 ? " And \(standing.warnings.count - 2) more." : ""
    let run = standing.runs.last.map { Route.run($0.id).path } ?? Route.sources.path
    return Notice(
      tone: .warn, title: "\(standing.id): \(Figures.count(standing.warnings.count, "warning", "warnings"))",
      body: Sentence(.text("\(first)\(more) "), .link("The run", href: run)))
  }
}

extension UploadForm {
  init(limit: Int, sources: [String], problem: String?) {
    self.init(
      action: Route.upload.path, accepts: ".json",
      formats: "JSON in the grouped_chats form: one object, each member a chat with its messages.", limitBytes: limit,
      limit: UploadForm.size(limit),
      sources: sources.count < 2
        ? nil
        : FilterForm.Choice(
          name: "source", title: "Belongs to",
          options: sources.map { FilterForm.Choice.Option(value: $0, title: $0) }, chosen: sources.first ?? ""),
      problem: problem)
  }

  /// “50 MB”: the whole unit below, so that the words never promise more than is taken.
  private static func size(_ bytes: Int) -> String {
    if bytes >= 1 << 20 { return "\(Figures.count(bytes >> 20)) MB" }
    return bytes >= 1 << 10 ? "\(Figures.count(bytes >> 10)) kB" : "\(Figures.count(bytes)) bytes"
  }
}
