import Accounts
import CivilTime
import HTTPServer
import Helpdesks
import Runtime
import Sync
import Warehouse

extension WebApplication {
  var words: DayWords { DayWords(installation.zone, now: installation.now) }

  /// What every page has around it, without a word on the data.
  func plainFrame(_ title: String, at route: Route?) -> PageFrame {
    let asker = Asker.current
    guard asker.role != nil else { return doorFrame(title) }
    // A role sees only what it may open.
    let items = Navigation.pages.filter { item in
      Route(item.href.split(separator: "/").map(String.init)).map { asker.may($0.place) } ?? true
    }
    return PageFrame(
      title: title, workspace: installation.settings.workspace.name,
      navigation: Navigation(items: items, current: route?.path), now: words.present,
      reader: PageFrame.Reader(asker), formToken: asker.formToken)
  }

  /// For strangers: not a word about the workspace.
  func doorFrame(_ title: String) -> PageFrame {
    PageFrame(
      title: title, workspace: "", navigation: Navigation(items: [], current: nil), now: "",
      formToken: Asker.current.formToken)
  }

  func frame(_ title: String, at route: Route?, _ sources: [SourceState]) -> PageFrame {
    var frame = plainFrame(title, at: route)
    frame.freshness = Freshness(sources, words)
    if let making = installation.rederivation { frame.freshness?.tell(of: making) }
    return frame
  }

  /// Sources of which something is known or expected by itself; one that only waits for a file is none yet.
  func sourceStates() async throws -> [SourceState] {
    let inWork = Set(try await syncs.inWork().map(\.source))
    let known = Set(try await installation.ledger.sources().map(\.id))
    var states: [SourceState] = []
    for source in try await installation.knownSources() {
      let isSyncable = installation.helpdesk(source.id) != nil
      guard isSyncable || known.contains(source.id) else { continue }
      let runs = try await installation.ledger.latestRuns(of: source.id)
      states.append(
        SourceState(
          source: source, isSyncable: isSyncable, isSyncing: inWork.contains(source.id),
          lastRun: runs.last.map { $0.judged(alive: inWork.contains(source.id) ? $0.id : nil) }, lastDone: runs.done))
    }
    return states
  }
}

/// A source with the last that came from it.
struct SourceState: Sendable {
  var source: KnownSource
  var isSyncable: Bool
  var isSyncing: Bool
  var lastRun: Run?
  var lastDone: Run?

  /// An upload is complete when it succeeded; nobody can know what has not been sent yet.
  var status: Status {
    if isSyncing { return Status(.running, lastDone == nil ? "syncing for the first time" : "syncing") }
    switch (lastRun?.state, lastDone) {
    case (.failed, _): return Status(.bad, isSyncable ? "last sync failed" : "last upload failed")
    case (.interrupted, _): return Status(.warn, "last sync interrupted")
    case (.stopped, _): return Status(.warn, "last sync stopped")
    case (_, .some): return Status(.good, isSyncable ? "complete" : "all of the last upload")
    case (_, nil): return Status(.neutral, "nothing came yet")
    }
  }

  /// A sync knows everything up to its beginning, an upload what it holds at its end.
  func last(_ words: DayWords) -> String {
    lastDone.map { words.moment(isSyncable ? $0.startedAt : $0.endedAt) } ?? "never"
  }

  var isWorrying: Bool { [.failed, .interrupted].contains(lastRun?.state) && !isSyncing }
}

extension Freshness {
  /// The worst source decides. Nothing while there is no source to speak of.
  fileprivate init?(_ states: [SourceState], _ words: DayWords) {
    guard !states.isEmpty else { return nil }
    let summary: Status
    if let worst = states.first(where: \.isWorrying) {
      summary = Status(.warn, worst.isSyncable ? "\(worst.source.id): last sync failed" : "An upload failed")
    } else if let first = states.first(where: { $0.isSyncable && $0.lastDone == nil }) {
      summary =
        first.isSyncing
        ? Status(.running, "\(first.source.id) comes in") : Status(.warn, "\(first.source.id) never synced")
    } else if let oldest = states.filter(\.isSyncable).compactMap(\.lastDone).map(\.startedAt).min() {
      summary = Status(.good, "Complete to \(words.moment(oldest))")
    } else if let latest = states.compactMap(\.lastDone).map(\.endedAt).max() {
      summary = Status(.good, "Last upload \(words.moment(latest))")
    } else {
      return nil
    }
    self.init(
      summary: summary,
      sources: states.map { Source(name: $0.source.id, status: Status($0.status.tone, $0.last(words))) })
  }
}

extension Freshness {
  fileprivate mutating func tell(of making: Rederivation) {
    summary = Status(.running, "Rules changed, \(making.percent) done")
    note =
      "Everything is worked out anew under changed rules, \(making.percent) so far. Until all of it is, these are the "
      + "figures of before."
  }
}

extension Rederivation {
  var percent: String { total > 0 ? "\(min(99, done * 100 / total)) %" : "none" }
}

extension HTTPResponse {
  static func page(_ page: some Page, status: HTTPStatus = .ok) -> HTTPResponse {
    .content(page.rendered(), type: "text/html; charset=utf-8", status: status)
  }
}

extension PageFrame.Reader {
  init?(_ asker: Asker) {
    switch asker.means {
    case .nobody, .token: return nil
    case .everyone: self.init(name: "Demo", note: "everyone is admin")
    case .session(let signedIn):
      self.init(
        name: signedIn.account.name, note: signedIn.account.role.rawValue, signOutAction: Route.signOut.path)
    }
  }
}
