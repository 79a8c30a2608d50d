extension Connection {
  /// The next piece of the request body for its reader; nil at its end. At most one piece a turn, so that a fast upload
  /// does not keep the loop for itself.
  func nextBodyPiece(in number: Int) async throws -> [UInt8]? {
    try await withCheckedThrowingContinuation { reader in
      // Asked in here: see `Reception.drain`.
      if let known = endOfBody(in: number) { return reader.resume(with: known) }
      precondition(exchange?.bodyReader == nil, "a request body has one reader at a time")
      exchange?.bodyReader = reader
      if exchange?.owesContinue == true { tellToGoOn() }
      resumeLater()
    }
  }

  /// What there is to say of a body of which nothing more will come.
  private func endOfBody(in number: Int) -> Result<[UInt8]?, any Error>? {
    guard phase == .answering, let exchange, exchange.number == number else {
      return .failure(RequestBodyError.disconnected)
    }
    return switch exchange.body {
    case .complete: .success(nil)
    case .broken(let error): .failure(error)
    case .arriving: nil
    }
  }

  private func tellToGoOn() {
    exchange?.owesContinue = false
    guard exchange?.answer == nil else { return }  // an interim answer cannot follow the final one
    outbound.append(ResponseEncoder.goOn)
    flush()
  }

  func deliver(_ bytes: [UInt8]) {
    exchange?.bodyBytesLeft? -= bytes.count
    exchange?.bodyPace.received(bytes.count, at: .now)
    exchange?.resumeReader(with: .success(bytes))  // nobody reads what is being skipped
  }

  /// No more of the body will come: its reader learns why, and the connection ends with the answer.
  func breakBody(_ error: RequestBodyError) {
    exchange?.body = .broken(error)
    if error == .disconnected { exchange?.task?.cancel() }
    exchange?.resumeReader(with: .failure(error))
  }
}

extension Exchange {
  func resumeReader(with result: Result<[UInt8]?, any Error>) {
    let reader = bodyReader
    bodyReader = nil
    reader?.resume(with: result)
  }
}
