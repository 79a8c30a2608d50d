internal import Synchronization

package typealias HTTPHandler = @Sendable (HTTPRequest) async -> HTTPResponse

/// What all connections of one server share.
final class Service: Sendable {
  let configuration: HTTPServerConfiguration
  let handler: HTTPHandler
  let observe: (@Sendable (RequestRecord) -> Void)?
  let counters: Counters
  private let draining = Atomic<Bool>(false)

  init(
    configuration: HTTPServerConfiguration, handler: @escaping HTTPHandler,
    observe: (@Sendable (RequestRecord) -> Void)?, counters: Counters
  ) {
    self.configuration = configuration
    self.handler = handler
    self.observe = observe
    self.counters = counters
  }

  var limits: HTTPServerConfiguration.Limits { configuration.limits }
  var deadlines: HTTPServerConfiguration.Deadlines { configuration.deadlines }

  /// From here on no connection outlives its request.
  var isDraining: Bool { draining.load(ordering: .relaxed) }

  func beginDraining() { draining.store(true, ordering: .relaxed) }

  /// What is wrong with a well-formed request, if anything, before a handler sees it.
  func refusal(of head: RequestHead) -> RequestRefusal? {
    guard configuration.allowedHosts.admits(head.host) else {
      return RequestRefusal(.wrongHost, "this server does not answer for that host")
    }
    if case .length(let length) = head.framing, length > limits.body {
      return RequestRefusal(.bodyTooLarge, "the request body is larger than \(limits.body) bytes")
    }
    return nil
  }
}
