import HTTPServer
import JSONReader
import Runtime

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
    let source = request.query.first("source")
    return .events { [self] stream in
      try await stream.suggestRetry(after: .seconds(3))
      try await watch(source) { inWork, ended in
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
  func watch(
    _ source: String?, _ tell: @Sendable ([SyncInWork], _ ended: [Int64]) async throws -> Void
  ) async throws {
    var known = try await inWork(source)
    try await tell(known, [])
    while !Task.isCancelled {
      try await Task.sleep(for: WebApplication.beat)
      let inWork = try await inWork(source)
      guard inWork != known else { continue }
      let ended = known.map(\.run).filter { run in !inWork.contains { $0.run == run } }
      try await tell(inWork, ended)
      known = inWork
    }
  }
}

extension [SyncInWork] {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("syncs") { json in json.array { json in for sync in self { sync.write(to: &json) } } }
  }
}
