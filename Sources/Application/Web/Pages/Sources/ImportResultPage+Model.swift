import CivilTime
import Markup
import Sync
import Warehouse

extension ImportResultPage {
  /// So many rejected rows are printed.
  static let mostRows = 100

  /// - Parameter report: the full account, which only the server that imported the file has.
  init(_ frame: PageFrame, _ run: Run, _ report: ImportReport?, rejected: [SetAside]) {
    let note =
      run.rejected > rejected.count
      ? "the first \(Figures.count(rejected.count)) of \(Figures.count(run.rejected))" : ""
    self.init(
      frame: frame, notice: Notice(run),
      file: "\(run.label), read in \(Figures.duration(seconds: Int(run.endedAt - run.startedAt)))",
      account: report.map(Account.init) ?? Account(run),
      filtered: report.map(\.filtered),
      rejected: rejected.map { Rejected(place: $0.place, why: $0.reason) }, rejectedNote: Sentence(.text(note)),
      next: run.state == .done
        ? [
          EmptyState.Way(text: "See the conversations", href: ListFilter(source: run.source, isWaiting: false).href()),
          EmptyState.Way(text: "Go to Today", href: Route.today.path),
        ] : [EmptyState.Way(text: "Upload a file", href: Route.sources.path + "#upload")])
  }
}

extension Notice {
  fileprivate init(_ run: Run) {
    guard run.state == .done else {
      self.init(
        tone: .bad, title: "The file was not read", body: Sentence(.text("\(run.message). Nothing was stored.")))
      return
    }
    let rejected = run.rejected == 0 ? "" : " Rejected rows count nowhere."
    self.init(
      tone: run.rejected > 0 ? .warn : run.stored == 0 ? .neutral : .good,
      title: run.stored == 0
        ? "Everything in the file was here already"
        : "\(Figures.count(run.stored, "conversation is", "conversations are")) new or changed"
          + (run.rejected > 0 ? ", \(Figures.count(run.rejected, "row was", "rows were")) rejected" : ""),
      body: Sentence(.text("All figures follow the ledger: \(run.message).\(rejected)")))
  }
}

extension Account {
  /// What the ledger made of the file, conversation by conversation.
  fileprivate init(_ report: ImportReport) {
    let outcome = report.outcome
    self.init(
      caption: "What became of the conversations in the file", unit: "Conversations",
      lines: [
        Line(sign: .none, label: "New", figure: Figure(Figures.count(outcome.added))),
        Line(sign: .plus, label: "Changed", figure: Figure(Figures.count(outcome.changed))),
        Line(sign: .plus, label: "Already here, the same", figure: Figure(Figures.count(outcome.unchanged))),
      ],
      total: Line(
        sign: .none, label: "Booked",
        figure: Figure(Figures.count(outcome.added + outcome.changed + outcome.unchanged))),
      check: .balances("new, changed and unchanged make up what was booked"))
  }

  /// What the history keeps of an import.
  fileprivate init(_ run: Run) {
    self.init(
      caption: "What became of the conversations in the file", unit: "Conversations",
      lines: [Line(sign: .none, label: "New or changed", figure: Figure(Figures.count(run.stored)))],
      total: Line(sign: .none, label: "Stored", figure: Figure(Figures.count(run.stored))),
      check: .overlaps("what was already here is told right after an upload only"))
  }
}

extension ImportReport {
  fileprivate var filtered: [ImportResultPage.Filtered] {
    var lines: [ImportResultPage.Filtered] = []
    if autoReplies > 0 {
      lines.append(
        ImportResultPage.Filtered(
          rule: "automatic reply", count: Figure(Figures.count(autoReplies)), effect: "no reply, stops no clock"))
    }
    if duplicates > 0 {
      lines.append(
        ImportResultPage.Filtered(
          rule: "the same message twice", count: Figure(Figures.count(duplicates)), effect: "counted once"))
    }
    return lines
  }
}
