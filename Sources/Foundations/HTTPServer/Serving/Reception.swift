/// Takes clients in, keeps count of them, and sees them out when the server stops.
actor Reception: EventSource {
  /// So many clients are taken in before those who are already here get their turn.
  private static let mostPerTurn = 64

  private nonisolated let loop: EventLoop
  private let service: Service
  private var listener: Listener
  private var id: SourceID?
  private var isListening = false
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var perNetwork: [String: Int] = [:]
  private var waitingForTheEnd: [CheckedContinuation<Void, Never>] = []
  private var isEmptied = false

  init(loop: EventLoop, service: Service, listener: Listener) {
    (self.loop, self.service, self.listener) = (loop, service, listener)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  nonisolated func open() { assumeIsolated { $0.beginListening() } }

  nonisolated func ready(_ readiness: Readiness) { assumeIsolated { $0.takeIn() } }

  nonisolated func deadlinePassed() { assumeIsolated { $0.service.isDraining ? $0.cutAll() : $0.listen() } }

  nonisolated func resume() {}

  private func beginListening() {
    id = loop.add(self)
    listen()
  }

  private func listen() {
    guard let id, !isListening else { return }
    do {
      try loop.watch(listener.descriptor, for: id, changesOnly: false)
      isListening = true
    } catch {
      pause()
    }
  }

  /// Stops listening for a moment: the system is out of something, and asking again at once would only burn time.
  private func pause() {
    service.counters.update { $0.acceptFailures += 1 }
    if isListening { loop.forget(listener.descriptor) }
    isListening = false
    if let id { loop.setDeadline(.now + .milliseconds(100), for: id) }
  }
}

// MARK: Taking in

extension Reception {
  private func takeIn() {
    for _ in 0..<Self.mostPerTurn {
      switch listener.accept() {
      case .client(let socket, let peer): admit(socket, peer)
      case .turnedAway: service.counters.update { $0.acceptFailures += 1 }
      case .nobody: return
      case .failed: return pause()
      }
    }
  }

  private func admit(_ socket: Socket, _ peer: PeerAddress) {
    service.counters.update { $0.connectionsAccepted += 1 }
    if perNetwork[peer.network, default: 0] >= service.limits.connectionsPerAddress {
      return turnAway(
        socket, RequestRefusal(.tooManyFromOneAddress, "there are too many connections from your address"))
    }
    if connections.count >= service.limits.connections, !closeOldestIdle() {
      return turnAway(
        socket, RequestRefusal(.tooManyConnections, "the server has too many connections; try again soon"))
    }
    let connection = Connection(socket: socket, peer: peer, loop: loop, service: service, reception: self)
    connections[ObjectIdentifier(connection)] = connection
    perNetwork[peer.network, default: 0] += 1
    service.counters.update { $0.connectionsOpen += 1 }
    connection.assumeIsolated { $0.begin() }
  }

  /// One attempt to say why; a client at the door has no claim on more.
  private func turnAway(_ socket: Socket, _ refusal: RequestRefusal) {
    service.counters.update { $0.refused[refusal.kind, default: 0] += 1 }
    var queue = OutboundQueue()
    let response = service.configuration.errorResponse(refusal.status, refusal.detail)
    queue.append { bytes in
      var date = HTTPDate()
      let framing = ResponseEncoder.framing(of: response, method: .get, version: .http10)
      ResponseEncoder.writeHead(
        of: response, framing: framing, keepAlive: false, version: .http11, date: date.now(), to: &bytes)
      if case .bytes(let body) = response.body { bytes += body }
    }
    _ = queue.send(to: socket)
    socket.endSending()
    socket.close()
  }

  private func closeOldestIdle() -> Bool {
    let idle = connections.values.compactMap { connection in
      connection.assumeIsolated { $0.idleSince.map { since in (connection, since) } }
    }
    guard let oldest = idle.min(by: { $0.1 < $1.1 })?.0 else { return false }
    oldest.assumeIsolated { $0.close() }
    return true
  }
}

// MARK: Seeing out

extension Reception {
  /// Called by a connection at its end.
  func closed(_ connection: Connection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    service.counters.update { $0.connectionsOpen -= 1 }
    let network = connection.peer.network
    perNetwork[network] = perNetwork[network].flatMap { $0 > 1 ? $0 - 1 : nil }
    if service.isDraining, connections.isEmpty { finish() }
  }

  /// Returns when the last connection is closed: idle ones at once, the others after their answer, and all of them at
  /// the drain deadline.
  func drain() async {
    if !service.isDraining { beginDraining() }
    await withCheckedContinuation { continuation in
      // Asked in here: a task that is not the loop's own waits for a turn before it may wait, and meanwhile the last
      // connection may be gone.
      if isEmptied { continuation.resume() } else { waitingForTheEnd.append(continuation) }
    }
  }

  private func beginDraining() {
    takeIn()  // whoever has already been told “connected”
    service.beginDraining()
    if isListening { loop.forget(listener.descriptor) }
    listener.close()
    if let id { loop.setDeadline(.now + service.deadlines.drain, for: id) }
    for connection in connections.values { connection.assumeIsolated { $0.serverIsStopping() } }
    if connections.isEmpty { finish() }
  }

  private func cutAll() {
    for connection in connections.values { connection.assumeIsolated { $0.abort() } }
  }

  private func finish() {
    guard !isEmptied else { return }
    isEmptied = true
    if let id { loop.remove(id) }
    for continuation in waitingForTheEnd { continuation.resume() }
    waitingForTheEnd = []
  }
}
