extension Connection {
  /// Reads so often before others get their turn.
  private static let readsPerTurn = 4

  /// Takes in what somebody waits for; while nobody does, the client's bytes stay in the kernel and slow it down.
  func pump() {
    if case .lingering = phase { return discard() }
    var readsLeft = Self.readsPerTurn
    while wantsInput {
      do throws(RequestRefusal) {
        if let event = try parser.next() {
          take(event)
          continue
        }
      } catch {
        refuse(error)
        break
      }
      if inputEnded {
        inputIsOver()
        break
      }
      guard mayRead else { break }
      guard readsLeft > 0 else {
        resumeLater()
        break
      }
      readsLeft -= 1
      receive()
    }
    if case .idle = phase, parser.isInsideHead { phase = .readingHead(since: .now) }
    rearm()
  }

  func resumeLater() {
    if let id { loop.resumeLater(id) }
  }

  private var wantsInput: Bool {
    switch phase {
    case .idle, .readingHead, .skippingBody: true
    case .answering: exchange?.bodyReader != nil
    case .refusing, .lingering, .closed: false
    }
  }

  private func receive() {
    switch socket.receive(into: loop.scratch) {
    case .bytes(let count):
      service.counters.update { $0.bytesIn += count }
      // A short read has emptied the socket, unless it stopped at the end of the stream.
      if count < loop.scratch.count, !endAnnounced { mayRead = false }
      parser.append(UnsafeRawBufferPointer(rebasing: loop.scratch[..<count]))
    case .nothingYet: mayRead = false
    case .ended: (inputEnded, mayRead) = (true, false)
    case .failed: close()
    }
  }

  private func take(_ event: RequestParser.Event) {
    switch event {
    case .head(let head): begin(head)
    case .body(let bytes): deliver(bytes)
    case .end:
      if case .skippingBody = phase { phase = .idle(since: .now) }
      exchange?.body = .complete
      exchange?.resumeReader(with: .success(nil))
    }
  }

  private func begin(_ head: RequestHead) {
    if let refusal = service.refusal(of: head) { return refuse(refusal, head: head) }
    service.counters.update { $0.requests += 1 }
    exchangeCount += 1
    let number = exchangeCount
    exchange = Exchange(number: number, head: head, began: .now, limits: service.limits)
    phase = .answering
    let body =
      head.framing == .none
      ? RequestBody() : RequestBody(of: self, exchange: number, declaredLength: exchange?.bodyBytesLeft)
    let request = HTTPRequest(head: head, peer: peer.text, body: body)
    exchange?.task = Task(executorPreference: loop) { [self] in
      let response = await service.handler(request)
      await answer(response, to: number)
    }
  }

  private func inputIsOver() {
    switch phase {
    case .answering: breakBody(.disconnected)
    case .idle, .readingHead, .skippingBody: close()
    case .refusing, .lingering, .closed: break
    }
  }

  /// A client that leaves while its answer is being made: whoever makes it is told, and may stop.
  func lookForDeparture() {
    guard phase == .answering, exchange?.body == .complete, !parser.hasLeftover, !inputEnded else { return }
    receive()
    if inputEnded { exchange?.task?.cancel() }
  }

  private func discard() {
    for _ in 0..<Self.readsPerTurn {
      switch socket.receive(into: loop.scratch) {
      case .bytes(let count): service.counters.update { $0.bytesIn += count }
      case .nothingYet:
        mayRead = false
        return
      case .ended, .failed: return close()
      }
    }
    resumeLater()
  }
}
