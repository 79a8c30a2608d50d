import CivilTime
import Markup
import Warehouse

extension RunTable {
  /// - Parameter ofOne: all runs are of one source, which need not be named in each line.
  init(_ runs: [Run], ofOne: Bool, _ words: DayWords) {
    self.init(
      title: ofOne ? "The last runs and what became of them" : "The last runs of all sources",
      rows: runs.map { Row($0, ofOne: ofOne, words) },
      nothing: "Nothing was synced or uploaded yet.")
  }
}

extension RunTable.Row {
  fileprivate init(_ run: Run, ofOne: Bool, _ words: DayWords) {
    let href = Route.run(run.id).path
    let isUpload = run.mode == "upload"
    let how = isUpload ? "upload" : [run.modeWords, run.label].filter { !$0.isEmpty }.joined(separator: ", ")
    self.init(
      at: words.moment(run.startedAt), took: run.state == .running ? "\(run.took) so far" : run.took, href: href,
      what: isUpload ? run.label : ofOne ? run.modeWords : run.source,
      how: isUpload ? (ofOne ? "upload" : run.source) : ofOne ? run.label : how, status: run.status,
      note: run.warnings.isEmpty ? "" : Figures.count(run.warnings.count, "warning", "warnings"),
      fetched: Figures.count(run.fetched), stored: Figures.count(run.stored),
      calls: isUpload ? nil : Figures.count(run.calls.made),
      rejected: run.rejected == 0 ? nil : Figure(Figures.count(run.rejected), href: href + "#rejected"))
  }
}
