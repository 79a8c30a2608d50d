import HTTPServer
import Runtime
import Warehouse

extension WebApplication {
  var words: DayWords { DayWords(installation.zone, now: installation.now) }

  /// What every page has around it, without a word on the data.
  func plainFrame(_ title: String, at route: Route?) -> PageFrame {
    PageFrame(
      title: title, workspace: installation.settings.workspace.name,
      navigation: Navigation(items: Navigation.pages, current: route?.path), now: words.present)
  }

  func frame(_ title: String, at route: Route?, _ sources: [SourceState]) -> PageFrame {
    var frame = plainFrame(title, at: route)
    frame.freshness = Freshness(sources, words)
    return frame
  }

  func sourceStates() async throws -> [SourceState] {
    let runs = try await installation.ledger.runs(limit: 200)
    return try await installation.ledger.sources().map { source in SourceState(source, runs) }
  }
}

/// A source with the last that came from it.
struct SourceState: Sendable {
  var source: KnownSource
  var lastRun: Run?
  var lastDone: Run?

  init(_ source: KnownSource, _ runs: [Run]) {
    self.source = source
    lastRun = runs.first { $0.source == source.id }
    lastDone = runs.first { $0.source == source.id && $0.state == .done }
  }

  /// An upload is complete when it succeeded; nobody can know what has not been sent yet.
  var status: Status {
    switch (lastRun?.state, lastDone) {
    case (.failed, _): Status(.bad, "last upload failed")
    case (_, .some): Status(.good, "all of the last upload")
    case (_, nil): Status(.neutral, "nothing came yet")
    }
  }

  func last(_ words: DayWords) -> String { lastDone.map { words.moment($0.endedAt) } ?? "never" }
}

extension Freshness {
  /// Nothing while there is no source to speak of.
  fileprivate init?(_ states: [SourceState], _ words: DayWords) {
    guard let latest = states.compactMap(\.lastDone).max(by: { $0.endedAt < $1.endedAt }) else { return nil }
    let hasFailure = states.contains { $0.lastRun?.state == .failed }
    let ends = "Last upload \(words.moment(latest.endedAt))"
    self.init(
      summary: hasFailure ? Status(.warn, "An upload failed") : Status(.good, ends),
      sources: states.map { Source(name: $0.source.id, status: Status($0.status.tone, $0.last(words))) })
  }
}

extension HTTPResponse {
  static func page(_ page: some Page, status: HTTPStatus = .ok) -> HTTPResponse {
    .content(page.rendered(), type: "text/html; charset=utf-8", status: status)
  }
}
