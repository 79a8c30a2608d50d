internal import Compression

extension Connection {
  /// Sends the handler's answer; returns when it is queued, a stream when it was produced.
  func answer(_ response: HTTPResponse, to number: Int) async {
    guard phase == .answering, let head = exchange?.head, exchange?.number == number else { return }
    let negotiated = response.conditional(on: head.headers, method: head.method).coded(for: head.headers)
    let framing = beginAnswer(negotiated, to: head)
    if case .stream(let produce) = negotiated.response.body, framing == .chunked || framing == .untilClose {
      flush()
      do {
        try await produce(ResponseWriter(sink: .connection(self, exchange: number)))
      } catch {
        // An endless answer is interrupted when the server stops; that is its proper end.
        guard service.isDraining, response.heartbeat != nil else { return breakAnswer(number) }
      }
    }
    finishAnswer(number)
  }

  private func beginAnswer(_ negotiated: NegotiatedResponse, to head: RequestHead) -> ResponseFraming {
    let response = negotiated.response
    let framing = ResponseEncoder.framing(of: response, method: head.method, version: head.version)
    let isWhole = if case .cut = response.body { false } else { true }
    let keepAlive = isWhole && mayKeepAlive(after: response, framing: framing)
    outbound.append { bytes in
      ResponseEncoder.writeHead(
        of: response, framing: framing, keepAlive: keepAlive, version: head.version, date: date.now(), to: &bytes)
    }
    switch response.body {
    case .bytes(let bytes), .cut(let bytes, _): if case .length = framing { outbound.append(bytes) }
    case .empty, .stream: break
    }
    exchange?.answer = Exchange.Answer(
      status: response.status, framing: framing, keepAlive: keepAlive, heartbeat: response.heartbeat,
      isWhole: isWhole, compressor: negotiated.compressesStream ? GzipStream() : nil)
    return framing
  }

  /// Decided now and not when the request came: the server may have begun to stop, or the body may be too much to skip.
  private func mayKeepAlive(after response: HTTPResponse, framing: ResponseFraming) -> Bool {
    guard let exchange, exchange.head.keepAlive, !service.isDraining, framing != .untilClose else { return false }
    return exchange.leavesConnectionUsable(readingAhead: service.limits.unreadBody)
      && (!inputEnded || parser.hasLeftover)
      && !response.headers.list("Connection").contains { $0.isSameToken(as: "close") }
  }

  private func finishAnswer(_ number: Int) {
    guard phase == .answering, exchange?.number == number, let answer = exchange?.answer else { return }
    if let compressor = answer.compressor { queue(compressor.finish()[...], framing: answer.framing) }
    if answer.framing == .chunked { outbound.append(ResponseEncoder.lastChunk) }
    exchange?.answer?.isComplete = true
    flush()
  }

  private func breakAnswer(_ number: Int) {
    guard exchange?.number == number else { return }
    abort()
  }
}

// MARK: Streams

extension Connection {
  /// Writes are cut so that no turn of the loop compresses or copies much.
  private static let slice = 32_768

  func write(_ bytes: [UInt8], in number: Int) async throws {
    var rest = bytes[...]
    repeat {
      guard phase == .answering, exchange?.number == number, let answer = exchange?.answer, !answer.isComplete else {
        throw ClientGone()
      }
      let slice = rest.prefix(Self.slice)
      rest = rest.dropFirst(Self.slice)
      queue(answer.compressor?.compressAndFlush(slice)[...] ?? slice, framing: answer.framing)
      flush()
      try await waitForRoom(in: number, after: slice.count)
    } while !rest.isEmpty
  }

  private func queue(_ bytes: ArraySlice<UInt8>, framing: ResponseFraming) {
    outbound.append { tail in
      if framing == .chunked {
        ResponseEncoder.writeChunk(bytes, to: &tail)
      } else {
        tail += bytes
      }
    }
  }

  private func waitForRoom(in number: Int, after count: Int) async throws {
    writtenSinceYield += count
    if outbound.count > Self.highWater {
      await withCheckedContinuation { writer in
        // Asked again: see `Reception.drain`.
        guard exchange?.number == number, outbound.count > Self.highWater else { return writer.resume() }
        exchange?.writers.append(writer)
      }
      guard phase == .answering, exchange?.number == number else { throw ClientGone() }
    } else if writtenSinceYield >= Self.highWater {
      await Task.yield()  // a client as fast as its writer would otherwise never let the loop go
    } else {
      return
    }
    writtenSinceYield = 0
  }

  /// Fills a silence.
  func beat() {
    guard let answer = exchange?.answer, let heartbeat = answer.heartbeat else { return }
    queue(heartbeat.bytes[...], framing: answer.framing)
    flush()
  }
}

// MARK: The socket

extension Connection {
  func flush() {
    let (progress, sent) = outbound.send(to: socket)
    if sent > 0 {
      lastProgress = .now
      exchange?.bytesSent += sent
      service.counters.update { $0.bytesOut += sent }
    }
    switch progress {
    case .failed: close()
    case .waiting: letWritersGoOn()
    case .done:
      letWritersGoOn()
      everythingIsSent()
    }
    rearm()
  }

  private func letWritersGoOn() {
    guard outbound.count <= Self.highWater / 2, let writers = exchange?.writers, !writers.isEmpty else { return }
    exchange?.writers = []
    for writer in writers { writer.resume() }
  }

  private func everythingIsSent() {
    if phase == .refusing { return linger() }
    guard phase == .answering, let finished = exchange, let answer = finished.answer, answer.isComplete else { return }
    exchange = nil
    finished.resumeReader(with: .failure(RequestBodyError.disconnected))  // somebody reads on behind the answer
    observe(finished, answer, isComplete: answer.isWhole)
    guard answer.keepAlive else {
      let nothingIsUnread = inputEnded || finished.body == .complete && !parser.hasLeftover
      return nothingIsUnread ? close() : linger()
    }
    phase = finished.body == .complete ? .idle(since: .now) : .skippingBody(since: .now)
    pump()
  }
}
