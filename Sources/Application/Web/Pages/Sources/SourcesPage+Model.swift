import CivilTime
import Markup
import Metrics
import Warehouse

extension SourcesPage.Source {
  init(_ state: SourceState, _ totals: SourceTotals, _ words: DayWords) {
    let list = ListFilter(source: state.source.id, isWaiting: false).href()
    self.init(
      name: state.source.id, kind: state.source.kind == "messenger" ? "grouped chats, by upload" : state.source.kind,
      status: state.status, conversations: Figure(Figures.count(totals.conversations), href: list),
      messages: Figure(Figures.count(totals.messages)), span: words.span(totals.span), lastImport: state.last(words))
  }
}

extension DayWords {
  /// The days between the first creation and the last message.
  fileprivate func span(_ span: SourceTotals.Span?) -> String {
    guard let span, let period = Period(from: zone.day(of: span.from), to: zone.day(of: span.to) + 1) else {
      return "none"
    }
    return days(period)
  }
}

extension SourcesPage.Import {
  init(_ run: Run, _ words: DayWords) {
    let href = Route.importResult(run: run.id).path
    self.init(
      at: words.moment(run.endedAt), href: href, file: run.label, source: run.source, status: run.status,
      stored: Figures.count(run.stored),
      rejected: run.rejected == 0 ? nil : Figure(Figures.count(run.rejected), href: href + "#rejected"))
  }
}

extension Run {
  fileprivate var status: Status {
    switch (state, rejected, stored) {
    case (.running, _, _): Status(.neutral, "running")
    case (.stopped, _, _): Status(.warn, "stopped")
    case (.interrupted, _, _): Status(.warn, "interrupted")
    case (.failed, _, _): Status(.bad, mode == "upload" ? "not readable" : "failed")
    case (.done, 1..., _): Status(.warn, "done, \(Figures.count(rejected)) rejected")
    case (.done, _, 0): Status(.neutral, "already here")
    case (.done, _, _): Status(.good, "done")
    }
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
