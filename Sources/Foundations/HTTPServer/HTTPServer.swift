internal import Synchronization

/// An HTTP/1.1 server on one thread, which also runs the handlers: they parse, await and render, and do nothing long.
/// TLS is the reverse proxy's.
package final class HTTPServer: Sendable {
  private enum Life {
    case new
    case running(EventLoop, Reception)
    case stopped
  }

  private let service: Service
  private let life = Mutex(Life.new)

  /// `observe` is called on the loop's thread after each answer; like a handler it must not take long.
  package init(
    configuration: HTTPServerConfiguration = HTTPServerConfiguration(), handler: @escaping HTTPHandler,
    observe: (@Sendable (RequestRecord) -> Void)? = nil
  ) {
    service = Service(configuration: configuration, handler: handler, observe: observe, counters: Counters())
  }

  package var statistics: HTTPServerStatistics { service.counters.statistics }

  /// Binds, starts the loop's thread and returns the port. A server starts once, and runs until `stop`.
  ///
  /// Signals are the caller's: block them before this starts a thread.
  package func start() throws -> Int {
    try life.withLock { life in
      guard case .new = life else { throw HTTPServerError.startedBefore }
      let listener = try Listener(host: service.configuration.host, port: service.configuration.port)
      let loop = try makeLoop(orClose: listener)
      let reception = Reception(loop: loop, service: service, listener: listener)
      loop.start { reception.open() }
      life = .running(loop, reception)
      return listener.port
    }
  }

  /// Stops gracefully: takes nobody in, closes idle connections, and lets requests in flight finish until the drain
  /// deadline. Returns when all is closed.
  package func stop() async {
    guard case .running(let loop, let reception) = life.withLock({ $0 }) else { return }
    await reception.drain()
    life.withLock { $0 = .stopped }
    loop.stop()
  }

  private func makeLoop(orClose listener: Listener) throws(HTTPServerError) -> EventLoop {
    do {
      return try EventLoop(counters: service.counters)
    } catch {
      listener.close()
      throw .noLoop(error)
    }
  }
}
