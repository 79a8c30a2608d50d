import CivilTime
import HTTPServer
package import Runtime
import Warehouse

/// Serves an installation until told to stop.
package enum WebServer {
  /// Returns after the last request in flight has its answer. The caller closes the installation.
  ///
  /// - Parameters:
  ///   - host: the address to listen on; the settings' when not given.
  ///   - port: 0 takes any free one; the settings' when not given.
  ///   - onReady: told the address of the first page once connections are taken.
  ///   - stop: returns when serving should end.
  package static func run(
    _ installation: Installation, host: String? = nil, port: Int? = nil,
    log: @escaping @Sendable (LogLine) -> Void = { _ in }, onReady: @Sendable (String) -> Void,
    until stop: @Sendable () async -> Void
  ) async throws {
    let application = WebApplication(installation, log: log)
    try await installation.analyst.follow()
    let host = host ?? installation.settings.server.host
    let server = HTTPServer(
      configuration: configuration(for: host, port ?? installation.settings.server.port),
      handler: application.handler, observe: { application.observe($0) })
    let bound = try server.start()
    application.count { server.statistics }
    let following = Task { await application.followLedger() }
    let timetable = Task { await application.keepTimetable() }
    onReady("http://\(host.contains(":") ? "[\(host)]" : host):\(bound)/")
    await stop()
    timetable.cancel()
    following.cancel()
    await application.syncs.stop()
    await server.stop()
    application.count(by: nil)
  }

  static func configuration(for host: String, _ port: Int) -> HTTPServerConfiguration {
    // Nobody signs in yet, so the server answers to this machine's own names only, and to the one it was given.
    HTTPServerConfiguration(
      host: host, port: port, allowedHosts: .only(["localhost", "127.0.0.1", "[::1]", host.lowercased()]),
      errorResponse: HTTPServerConfiguration.refusal)
  }
}

extension WebApplication {
  fileprivate func keepTimetable() async {
    await syncs.keepTimetable { error in
      if let error {
        self.say(.error, "the timetable cannot be kept", ["error": .text("\(error)")])
      } else {
        self.say(.info, "the timetable is kept again")
      }
    }
  }

  /// Another process may import at any time; its work is on the pages a second later.
  fileprivate func followLedger() async {
    var isFailing = false
    while !Task.isCancelled {
      do {
        try await installation.analyst.follow()
        if isFailing { say(.info, "the ledger is followed again") }
        isFailing = false
      } catch {
        if !isFailing { say(.error, "the ledger cannot be followed", ["error": .text("\(error)")]) }
        isFailing = true
      }
      // Cancellation ends the pause early, and then the loop.
      try? await Task.sleep(for: .seconds(1))
    }
  }
}
