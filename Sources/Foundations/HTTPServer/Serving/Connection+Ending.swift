// MARK: Refusals

extension Connection {
  /// Answers in the server's own words and ends the connection; a broken body is its reader's to answer.
  func refuse(_ refusal: RequestRefusal, head: RequestHead? = nil) {
    service.counters.update { $0.refused[refusal.kind, default: 0] += 1 }
    switch phase {
    case .answering: breakBody(refusal.asBodyError(limit: service.limits.body))
    case .idle, .readingHead: answerRefusal(refusal, head: head)
    case .skippingBody, .refusing, .lingering, .closed: close()
    }
  }

  private func answerRefusal(_ refusal: RequestRefusal, head: RequestHead?) {
    let response = service.configuration.errorResponse(refusal.status, refusal.detail)
    let method = head?.method ?? HTTPMethod(rawValue: "-")
    let framing = ResponseEncoder.framing(of: response, method: method, version: .http10)
    phase = .refusing
    outbound.append { bytes in
      ResponseEncoder.writeHead(
        of: response, framing: framing, keepAlive: false, version: .http11, date: date.now(), to: &bytes)
    }
    if case .bytes(let bytes) = response.body, case .length = framing { outbound.append(bytes) }
    service.observe?(
      RequestRecord(
        method: method, path: head?.target.path ?? "-", status: response.status, bytesSent: outbound.count,
        duration: .zero, peer: peer.text, isComplete: true))
    flush()
  }
}

extension RequestRefusal {
  fileprivate func asBodyError(limit: Int) -> RequestBodyError {
    kind == .bodyTooLarge ? .tooLarge(limit: limit) : .malformed(detail)
  }
}

// MARK: Ends

extension Connection {
  func linger() {
    phase = .lingering(since: .now)
    socket.endSending()
    mayRead = true
    pump()
    rearm()
  }

  func close() {
    guard phase != .closed else { return }
    leave()
    socket.close()
  }

  /// Ends an answer that is not whole, so that the client can tell.
  func abort() {
    guard phase != .closed else { return }
    leave()
    socket.reset()
  }

  private func leave() {
    let interrupted = exchange
    phase = .closed
    exchange = nil
    outbound = OutboundQueue()
    if let id { loop.remove(id) }
    if let interrupted { interrupt(interrupted) }
    reception.assumeIsolated { $0.closed(self) }
  }

  private func interrupt(_ exchange: Exchange) {
    exchange.task?.cancel()
    exchange.bodyReader?.resume(throwing: RequestBodyError.disconnected)
    for writer in exchange.writers { writer.resume() }
    if let answer = exchange.answer { observe(exchange, answer, isComplete: false) }
  }

  func observe(_ exchange: Exchange, _ answer: Exchange.Answer, isComplete: Bool) {
    guard let observe = service.observe else { return }
    observe(
      RequestRecord(
        method: exchange.head.method, path: exchange.head.target.path, status: answer.status,
        bytesSent: exchange.bytesSent, duration: .now - exchange.began, peer: peer.text, isComplete: isComplete))
  }
}

// MARK: Deadlines

extension Connection {
  /// A connection waits for one thing at a time, so it has one deadline.
  func rearm() {
    guard let id, phase != .closed else { return }
    loop.setDeadline(deadline(service.deadlines), for: id)
  }

  private func deadline(_ deadlines: HTTPServerConfiguration.Deadlines) -> Moment? {
    switch phase {
    case .idle(let since): since + (exchangeCount == 0 ? deadlines.header : deadlines.keepAliveIdle)
    case .readingHead(let since): since + deadlines.header
    case .answering: answeringDeadline(deadlines)
    case .skippingBody(let since): since + deadlines.bodyIdle
    case .refusing: lastProgress + deadlines.writeStall
    case .lingering(let since): since + deadlines.linger
    case .closed: nil
    }
  }

  private func answeringDeadline(_ deadlines: HTTPServerConfiguration.Deadlines) -> Moment? {
    if !outbound.isEmpty { return lastProgress + deadlines.writeStall }
    if exchange?.bodyReader != nil { return exchange?.bodyPace.deadline(from: .now, idle: deadlines.bodyIdle) }
    return exchange?.answer?.heartbeat.map { lastProgress + $0.interval }
  }

  func giveUpWaiting() {
    switch phase {
    case .readingHead: refuse(RequestRefusal(.tooSlow, "the head of the request took too long to come"))
    case .answering: giveUpAnswering()
    case .idle, .skippingBody, .lingering: close()
    case .refusing: abort()
    case .closed: break
    }
    rearm()
  }

  private func giveUpAnswering() {
    if !outbound.isEmpty {
      service.counters.update { $0.timedOut += 1 }
      abort()
    } else if exchange?.bodyReader != nil {
      service.counters.update { $0.timedOut += 1 }
      breakBody(.tooSlow)
    } else {
      beat()
    }
  }
}
