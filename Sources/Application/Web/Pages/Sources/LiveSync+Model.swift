import CivilTime
import Fetching
import Markup
import Runtime
import Sync

extension LiveSyncs {
  init(_ syncs: [SyncInWork], of source: String? = nil, _ words: DayWords) {
    self.init(
      streamHref: Route.live.href([("source", source)]), syncs: syncs.map { LiveSync($0, words) })
  }
}

extension LiveSync {
  init(_ sync: SyncInWork, _ words: DayWords) {
    let progress = sync.progress
    let run = String(sync.run)
    self.init(
      run: run, title: "\(sync.source) is syncing",
      begun: "began \(words.moment(sync.startedAt))\(sync.label.isEmpty ? "" : ", \(sync.label)")",
      runHref: Route.run(sync.run).path, stopAction: sync.isHere ? Route.stopBySource(sync.source).path : nil,
      share: progress.total.map { (min(progress.fetched, $0), max($0, 1)) },
      tiles: [.fetched(progress, run), .pace(progress, run), .left(sync, words, run), .stored(progress, run)],
      note: "You can leave this page. Figures of days that are still being read are incomplete until it ends.")
  }
}

extension Tile {
  fileprivate static func fetched(_ progress: SyncProgress, _ run: String) -> Tile {
    let total = progress.total.map { "of about \(Figures.count($0))" } ?? "fetched"
    let page = progress.page > 0 ? "page \(Figures.count(progress.page))" : "before the first page"
    let pass = progress.pass.isEmpty ? "" : ", \(progress.pass)"
    return Tile(
      label: "Conversations", value: Figure(Figures.count(progress.fetched)), small: total,
      lines: [Sentence(.text(page + pass))], live: "\(run)-fetched")
  }

  fileprivate static func pace(_ progress: SyncProgress, _ run: String) -> Tile {
    Tile(
      label: "Pace", value: Figure(Figures.count(Int((progress.rate * 60).rounded()))), small: "a minute",
      lines: [Sentence(.text(progress.limitWords))], live: "\(run)-pace")
  }

  fileprivate static func left(_ sync: SyncInWork, _ words: DayWords, _ run: String) -> Tile {
    guard let seconds = sync.secondsLeft else {
      return Tile(
        label: "Done in about", value: Figure("not known yet"),
        lines: [Sentence(.text("so far \(Figures.duration(seconds: Int(sync.progress.seconds)))"))], isWords: true,
        live: "\(run)-left")
    }
    return Tile(
      label: "Done in about", value: Figure(Figures.duration(seconds: Int(seconds))),
      lines: [Sentence(.text("at this pace, \(words.time(words.now + Int64(seconds)))"))], live: "\(run)-left")
  }

  fileprivate static func stored(_ progress: SyncProgress, _ run: String) -> Tile {
    let aside = progress.rejected == 0 ? "none rejected" : "\(Figures.count(progress.rejected)) rejected"
    return Tile(
      label: "New or changed", value: Figure(Figures.count(progress.stored)),
      small: "of \(Figures.count(progress.fetched))",
      lines: [Sentence(.text("\(aside), \(Figures.count(progress.tally.calls, "call", "calls"))"))],
      live: "\(run)-stored")
  }
}

extension SyncProgress {
  /// How the vendor's limit stands: “waits 40 s for the limit”, “264 of 400 calls left”.
  var limitWords: String {
    if waiting >= 1 { return "waits \(Figures.duration(seconds: Int(waiting.rounded(.up)))) for the limit" }
    guard let callsLeft else { return "the vendor tells no limit" }
    return "\(Figures.count(callsLeft))\(limit.map { " of \(Figures.count($0))" } ?? "") calls left"
  }
}
