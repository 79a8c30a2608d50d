import CivilTime
import Markup
import Runtime
import Sync
import Warehouse

extension RunPage {
  /// So many rejected rows are printed.
  static let mostRows = 100

  /// - Parameter report: the full account of an upload, which only the server that took the file has.
  init(
    _ frame: PageFrame, _ run: Run, _ report: ImportReport?, rejected: [SetAside], live: LiveSyncs, _ words: DayWords
  ) {
    let isUpload = run.mode == "upload"
    self.init(
      frame: frame, live: live, notices: (run.state == .running ? [] : [Notice(run)]) + Notice.warnings(of: run),
      what: isUpload ? "\(run.label), read in \(run.took)" : "\(run.modeWords), in \(run.took)",
      account: run.state == .running
        ? nil : isUpload ? report.map(Account.init) ?? Account(upload: run) : Account(sync: run),
      facts: isUpload ? [] : Fact.all(of: run, words), filtered: report.map(\.filtered),
      rejected: rejected.map { Rejected(place: $0.place, why: $0.reason) },
      rejectedNote: run.rejectedNote(printed: rejected.count), next: run.ways)
  }
}

extension Run {
  fileprivate func rejectedNote(printed: Int) -> Sentence {
    let count = rejected > printed ? "the first \(Figures.count(printed)) of \(Figures.count(rejected)) · " : ""
    return Sentence(.text(count), .link("Download all", href: Route.rejectedFile(run: id).path))
  }

  fileprivate var ways: [EmptyState.Way] {
    let list = EmptyState.Way(
      text: "See the conversations", href: ListFilter(source: source, isWaiting: false).href())
    let source = EmptyState.Way(text: "Go to the source", href: Route.source(source).path)
    let upload = EmptyState.Way(text: "Upload a file", href: Route.sources.path + "#upload")
    if mode == "upload" { return state == .done ? [list, source] : [upload] }
    return state == .done ? [list, source] : [source]
  }
}

extension RunPage.Fact {
  fileprivate static func all(of run: Run, _ words: DayWords) -> [RunPage.Fact] {
    func fact(_ term: String, _ meaning: String) -> RunPage.Fact {
      RunPage.Fact(term: term, meaning: Sentence(.text(meaning)))
    }
    let calls = run.calls
    var facts = [
      RunPage.Fact(
        term: "Source", meaning: Sentence(.link(run.source, href: Route.source(run.source).path))),
      fact("What", run.modeWords),
      fact("Began", words.moment(run.startedAt) + (run.label.isEmpty ? "" : ", \(run.label)")),
      fact(run.state == .running ? "Last heard of" : "Ended", words.moment(run.endedAt)),
      fact("Calls", "\(Figures.count(calls.made)), \(Figures.count(calls.repeated)) of them repeated"),
    ]
    if calls.refused > 0 || calls.waitedSeconds > 0 {
      let waited = "waited \(Figures.duration(seconds: calls.waitedSeconds))"
      facts.append(
        fact("Vendor's limit", "\(Figures.count(calls.refused, "call", "calls")) refused, \(waited) in all"))
    }
    if let left = calls.left {
      let of = calls.limit.map { " of \(Figures.count($0))" } ?? ""
      facts.append(fact("Left at the end", "\(Figures.count(left))\(of) calls"))
    }
    return facts
  }
}

extension Notice {
  fileprivate init(_ run: Run) {
    let isUpload = run.mode == "upload"
    switch run.state {
    case .done: self.init(done: run)
    case .failed:
      self.init(
        tone: .bad, title: isUpload ? "The file was not read" : "The sync failed",
        body: Sentence(.text(run.sentence + (isUpload ? " Nothing was stored." : Notice.kept(run)))))
    case .stopped:
      self.init(
        tone: .warn, title: "The sync was stopped", body: Sentence(.text(run.sentence + Notice.kept(run))))
    case .interrupted:
      self.init(
        tone: .warn, title: "The sync was interrupted",
        body: Sentence(
          .text("Its process ended before it. The next sync goes on where this one was." + Notice.kept(run))))
    case .running: self.init(tone: .neutral, title: "The sync is running", body: "")
    }
  }

  private init(done run: Run) {
    let rejected = run.rejected == 0 ? "" : " Rejected rows count nowhere."
    let nothing = run.mode == "upload" ? "Everything in the file was here already" : "Nothing was new"
    self.init(
      tone: run.rejected > 0 ? .warn : run.stored == 0 ? .neutral : .good,
      title: run.stored == 0
        ? nothing
        : "\(Figures.count(run.stored, "conversation is", "conversations are")) new or changed"
          + (run.rejected > 0 ? ", \(Figures.count(run.rejected, "row was", "rows were")) rejected" : ""),
      body: Sentence(.text("All figures follow the ledger: \(run.outcomeWords).\(rejected)")))
  }

  /// What was booked before the end stays: page and position are one transaction.
  private static func kept(_ run: Run) -> String {
    run.stored == 0 ? "" : " \(Figures.count(run.stored, "conversation", "conversations")) that came before are kept."
  }

  fileprivate static func warnings(of run: Run) -> [Notice] {
    run.warnings.isEmpty
      ? []
      : [
        Notice(
          tone: .warn, title: Figures.count(run.warnings.count, "warning", "warnings"),
          body: Sentence(.text(run.warnings.map(\.asSentence).joined(separator: " "))))
      ]
  }
}

extension Run {
  fileprivate var sentence: String { message.asSentence }

  /// What came of one that is done: “2,139 new, 0 changed”. The history keeps the numbers as programs write them.
  var outcomeWords: String {
    message.split(separator: " ").map { word in Int(word).map(Figures.count) ?? String(word) }.joined(separator: " ")
  }
}

extension String {
  /// With a capital letter and a full stop.
  var asSentence: String {
    let begun = prefix(1).uppercased() + dropFirst()
    return begun.hasSuffix(".") || begun.isEmpty ? begun : begun + "."
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
  fileprivate init(upload run: Run) {
    self.init(
      caption: "What became of the conversations in the file", unit: "Conversations",
      lines: [Line(sign: .none, label: "New or changed", figure: Figure(Figures.count(run.stored)))],
      total: Line(sign: .none, label: "Stored", figure: Figure(Figures.count(run.stored))),
      check: .overlaps("what was already here is told right after an upload only"))
  }

  /// What the vendor showed, and what of it was news.
  fileprivate init(sync run: Run) {
    let same = run.fetched - run.stored
    self.init(
      caption: "What became of the conversations that were fetched", unit: "Conversations",
      lines: [
        Line(sign: .none, label: "New or changed", figure: Figure(Figures.count(run.stored))),
        Line(sign: .plus, label: "Already here, the same", figure: Figure(Figures.count(max(0, same)))),
      ],
      total: Line(sign: .none, label: "Fetched", figure: Figure(Figures.count(run.fetched))),
      check: same >= 0
        ? .balances("new, changed and unchanged make up what was fetched")
        : .differs("\(Figures.count(-same)) more stored than fetched"))
  }
}

extension ImportReport {
  fileprivate var filtered: [RunPage.Filtered] {
    var lines: [RunPage.Filtered] = []
    if autoReplies > 0 {
      lines.append(
        RunPage.Filtered(
          rule: "automatic reply", count: Figure(Figures.count(autoReplies)), effect: "no reply, stops no clock"))
    }
    if duplicates > 0 {
      lines.append(
        RunPage.Filtered(
          rule: "the same message twice", count: Figure(Figures.count(duplicates)), effect: "counted once"))
    }
    return lines
  }
}
