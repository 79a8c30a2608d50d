import Markup
import Runtime

extension SettingsPage.Part {
  /// What another start would make of the settings as they stand now.
  init(_ check: SettingsCheck?) {
    self.init(
      id: "check", heading: "When a change counts",
      aside: check.map { Sentence(.status($0.status)) } ?? Sentence(),
      lead:
        "Every setting of the file, of the environment and of the start is read once, when the server starts: whatever is changed there needs a restart. What is set, decided, connected or kept on these pages counts at once.",
      table: check?.table)
  }
}

extension SettingsCheck {
  fileprivate var status: Status {
    switch self {
    case .same: Status(.good, "nothing would change")
    case .changed: Status(.warn, "needs a restart")
    case .broken: Status(.bad, "would not start")
    case .unreadable: Status(.bad, "cannot be read")
    }
  }

  fileprivate var table: RecordTable? {
    switch self {
    case .same: nil
    case .changed(let sections):
      RecordTable(
        title: "What a restart would change", columns: [.init("Section"), .init("Takes effect")],
        rows: sections.map { RecordTable.Row(head: .init(Sentence(.code($0))), cells: [.init("with a restart")]) },
        nothing: "")
    case .broken(let problems):
      RecordTable(
        title: "What is wrong", columns: [.init("Where"), .init("What"), .init("What helps")],
        rows: problems.map { problem in
          RecordTable.Row(
            head: .init(Sentence(.text(problem.place.words))),
            cells: [.init(Sentence(.name(problem.what))), .init(Sentence(.name(problem.hint ?? "")))])
        }, nothing: "")
    case .unreadable(let why):
      RecordTable(
        title: "What is wrong", columns: [.init("What")],
        rows: [RecordTable.Row(head: .init(Sentence(.name(why))), cells: [])], nothing: "")
    }
  }
}

extension SettingsPlace {
  fileprivate var words: String {
    switch self {
    case .file(_, let line, let column): "line \(line), column \(column)"
    case .environment(let name): "environment, \(name)"
    case .override(let path): "given at the start, \(path)"
    }
  }
}
