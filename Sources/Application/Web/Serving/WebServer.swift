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
  ///   - access: who is let in.
  ///   - port: 0 takes any free one; the settings' when not given.
  ///   - onReady: told the address of the first page once connections are taken.
  ///   - stop: returns when serving should end.
  package static func run(
    _ installation: Installation, access: Access, host: String? = nil, port: Int? = nil,
    log: @escaping @Sendable (LogLine) -> Void = { _ in }, onReady: @Sendable (String) -> Void,
    until stop: @Sendable () async -> Void
  ) async throws {
    let application = WebApplication(installation, access: access, log: log)
    try await installation.analyst.follow()
    let host = host ?? installation.settings.server.host
    let server = HTTPServer(
      configuration: configuration(
        for: host, port ?? installation.settings.server.port, publicly: installation.settings.server.publicAddress),
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

  /// The server answers to this machine's own names, to the one it was given, and to the one that people know.
  static func configuration(
    for host: String, _ port: Int, publicly address: String? = nil
  ) -> HTTPServerConfiguration {
    HTTPServerConfiguration(
      host: host, port: port,
      allowedHosts: .only(
        ["localhost", "127.0.0.1", "[::1]", host.lowercased()] + [address.flatMap(self.host(of:))].compactMap { $0 }),
      errorResponse: HTTPServerConfiguration.refusal)
  }

  /// The name in an address, in lower case and without a port.
  static func host(of address: String) -> String? {
    guard let slashes = address.firstRange(of: "://") else { return nil }
    let authority = address[slashes.upperBound...].prefix { $0 != "/" }
    if authority.hasPrefix("[") { return authority.prefix { $0 != "]" }.lowercased() + "]" }
    return authority.prefix { $0 != ":" }.lowercased()
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
    // Figures of months that are over are looked at when the ledger has been quiet for a while.
    var quiet: Int? = 0
    var unwatched = 0
    while !Task.isCancelled {
      do {
        let isNews = try await installation.analyst.follow()
        try await installation.noticeRederivation()
        quiet = isNews ? 0 : quiet.map { $0 + 1 }
        // After each sync, and now and then for what only time changes.
        unwatched = isNews ? 60 : unwatched + 1
        if unwatched >= 60 {
          unwatched = 0
          try await watch()
        }
        // What a start or an import needed and nothing needs again.
        if quiet == 3 { await installation.analyst.giveBackMemory() }
        if let seconds = quiet, seconds >= 10 {
          quiet = nil
          try await installation.bookRestatements(cause: "new data")
          await installation.analyst.giveBackMemory()
        }
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
