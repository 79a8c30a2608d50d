import HTTPServer
import JSONReader
import Runtime
import Warehouse

extension WebApplication {
  /// How often those who watch are told, at most.
  private static let beat = Duration.milliseconds(500)

  func progress(_ request: HTTPRequest) async throws -> HTTPResponse {
    let inWork = try await inWork(request.query.first("source"))
    return .object { json in inWork.writeMembers(to: &json) }
  }

  /// The same as it changes, until the client leaves: `progress` with all syncs under way, and `ended` with the run of
  /// each that has ended.
  func progressEvents(_ request: HTTPRequest) -> HTTPResponse {
    let (source, asker) = (request.query.first("source"), Asker.current)
    return .events { [self] stream in
      try await stream.suggestRetry(after: .seconds(3))
      try await watch(source, while: { try await self.isStillWelcome(asker, at: .progressEvents) }) { inWork, ended in
        for id in ended {
          guard let run = try await self.installation.run(id) else { continue }
          var json = JSONWriter()
          run.write(to: &json)
          try await stream.send(event: "ended", data: String(decoding: json.bytes, as: UTF8.self))
        }
        var json = JSONWriter()
        json.object { inWork.writeMembers(to: &$0) }
        try await stream.send(event: "progress", data: String(decoding: json.bytes, as: UTF8.self))
      }
    }
  }

  func inWork(_ source: String?) async throws -> [SyncInWork] {
    try await syncs.inWork().filter { source == nil || $0.source == source }
  }

  /// Tells at once and then of each change: the syncs under way, and the runs that ended since the last time.
  ///
  /// - Parameter isWelcome: whether whoever listens still may; who signs out hears no more.
  func watch(
    _ source: String?, while isWelcome: @Sendable () async throws -> Bool,
    _ tell: @Sendable ([SyncInWork], _ ended: [Int64]) async throws -> Void
  ) async throws {
    var (_, count) = syncs.ended(since: .max)
    var known = try await inWork(source)
    try await tell(known, [])
    while !Task.isCancelled {
      try await Task.sleep(for: WebApplication.beat)
      guard try await isWelcome() else { return }
      let here = syncs.ended(since: count)
      let inWork = try await inWork(source)
      let gone = known.map(\.run).filter { run in !inWork.contains { $0.run == run } && !here.runs.contains(run) }
      let ended = try await runs(here.runs, of: source) + gone
      count = here.count
      guard inWork != known || !ended.isEmpty else { continue }
      known = inWork
      try await tell(inWork, ended)
    }
  }

  private func runs(_ ids: [Int64], of source: String?) async throws -> [Int64] {
    guard let source else { return ids }
    var runs: [Int64] = []
    for id in ids where try await installation.ledger.run(id)?.source == source { runs.append(id) }
    return runs
  }
}

extension [SyncInWork] {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("syncs") { json in json.array { json in for sync in self { sync.write(to: &json) } } }
  }
}
