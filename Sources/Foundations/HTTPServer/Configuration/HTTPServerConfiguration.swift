/// Where a server listens, for whom, and how much of anything one client may take.
package struct HTTPServerConfiguration: Sendable {
  package var host: String
  /// 0 takes any free port; `start` tells which.
  package var port: Int
  package var allowedHosts: HostPolicy
  package var limits: Limits
  package var deadlines: Deadlines
  /// How a refusal of the server itself looks; the text says what is wrong with the request.
  package var errorResponse: @Sendable (HTTPStatus, String) -> HTTPResponse

  package init(
    host: String = "127.0.0.1", port: Int = 0, allowedHosts: HostPolicy = .any, limits: Limits = Limits(),
    deadlines: Deadlines = Deadlines(),
    errorResponse: @escaping @Sendable (HTTPStatus, String) -> HTTPResponse = { status, detail in
      .text("\(status): \(detail)\n", status: status)
    }
  ) {
    self.host = host
    self.port = port
    self.allowedHosts = allowedHosts
    self.limits = limits
    self.deadlines = deadlines
    self.errorResponse = errorResponse
  }

  /// Sizes in bytes.
  package struct Limits: Sendable {
    package var target = 8_192
    package var headerLine = 8_192
    package var headerTotal = 32_768
    package var headerCount = 100
    package var body = 1 << 30
    /// All the extensions of a chunked body together.
    package var chunkExtensions = 4_096
    package var connections = 4_096
    package var connectionsPerAddress = 256
    /// The slowest upload that is waited for, in bytes a second, once the body deadline has passed.
    package var slowestUpload = 1_024
    /// What is read ahead to keep a connection whose handler left its request body unread.
    package var unreadBody = 65_536

    package init() {}
  }

  package struct Deadlines: Sendable {
    /// From the first byte of a request to the end of its head: in all, however busily the bytes drip.
    package var header = Duration.seconds(10)
    /// How long a handler waits for the next piece of a body.
    package var bodyIdle = Duration.seconds(30)
    package var keepAliveIdle = Duration.seconds(60)
    /// How long an answer may make no progress.
    package var writeStall = Duration.seconds(30)
    /// How long a refused client may go on sending, so that it can read its answer before the connection is cut.
    package var linger = Duration.seconds(2)
    /// How long `stop` waits for requests in flight.
    package var drain = Duration.seconds(10)

    package init() {}
  }
}

/// The names a server answers to. A page elsewhere can make a browser send requests to a local server under its own
/// name (DNS rebinding); a server that knows its names answers those with 421.
package enum HostPolicy: Sendable, Equatable {
  case any
  /// Names without ports; case does not matter.
  case only([String])

  /// `host` is in lower case and without its port, as `HostName` gives it.
  func admits(_ host: String) -> Bool {
    switch self {
    case .any: true
    case .only(let names): names.contains { $0.isSameToken(as: host) }
    }
  }
}
