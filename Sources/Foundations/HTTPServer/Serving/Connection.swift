/// One client, from its arrival to its departure: reads requests in order, has each answered, and keeps its deadlines.
///
/// An actor whose executor is the event loop, so that the kernel's events, the handlers and the timers take turns.
actor Connection: EventSource {
  enum Phase: Equatable {
    /// Between requests; nothing of the next one has come.
    case idle(since: Moment)
    case readingHead(since: Moment)
    case answering
    /// The handler left its request body unread, and the next request stands behind it.
    case skippingBody(since: Moment)
    /// The server's own refusal is on its way.
    case refusing
    /// All is said. What the client still sends is read and thrown away, or the kernel would reset the connection and
    /// the client might lose the answer.
    case lingering(since: Moment)
    case closed
  }

  /// Above this much unsent, a writer waits.
  static let highWater = 65_536

  nonisolated let peer: PeerAddress
  nonisolated let loop: EventLoop
  let socket: Socket
  let service: Service
  let reception: Reception

  var phase = Phase.idle(since: .now)
  var exchange: Exchange?
  var exchangeCount = 0
  var id: SourceID?

  var parser: RequestParser
  /// Whether the socket may hold bytes: set by the kernel's event, cleared by a read that empties it.
  var mayRead = false
  /// The client will send no more, though some of what it sent may still be unread.
  var endAnnounced = false
  var inputEnded = false

  var outbound = OutboundQueue()
  var lastProgress = Moment.now
  var writtenSinceYield = 0
  var date = HTTPDate()

  init(socket: Socket, peer: PeerAddress, loop: EventLoop, service: Service, reception: Reception) {
    self.socket = socket
    self.peer = peer
    self.loop = loop
    self.service = service
    self.reception = reception
    parser = RequestParser(limits: service.limits)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  nonisolated func ready(_ readiness: Readiness) { assumeIsolated { $0.react(to: readiness) } }

  nonisolated func deadlinePassed() { assumeIsolated { $0.giveUpWaiting() } }

  nonisolated func resume() { assumeIsolated { $0.pump() } }

  func begin() {
    let id = loop.add(self)
    self.id = id
    socket.sendWithoutDelay()
    do {
      try loop.watch(socket.descriptor, for: id, changesOnly: true)
      rearm()
    } catch {
      close()
    }
  }

  private func react(to readiness: Readiness) {
    if readiness.contains(.failed) { return close() }
    let wasAnswering = phase == .answering
    if readiness.contains(.ended) { endAnnounced = true }
    if !readiness.isDisjoint(with: [.readable, .ended]) {
      mayRead = true
      pump()
    }
    if wasAnswering, endAnnounced { lookForDeparture() }
    if readiness.contains(.writable), !outbound.isEmpty { flush() }
  }

  /// Since when nothing has been going on here; nil while a request is.
  var idleSince: Moment? {
    if case .idle(let since) = phase { since } else { nil }
  }

  /// The server stops: nothing new begins, and what never ends by itself ends now.
  func serverIsStopping() {
    switch phase {
    case .idle:
      mayRead = true
      pump()  // a request may be waiting in the socket
      if case .idle = phase { close() }
    case .answering where exchange?.answer?.heartbeat != nil: exchange?.task?.cancel()
    case .skippingBody: close()
    case .readingHead, .answering, .refusing, .lingering, .closed: break
    }
  }
}
