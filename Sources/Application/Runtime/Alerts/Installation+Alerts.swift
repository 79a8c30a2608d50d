import HTTPClient

/// How sending a message ended.
package enum PostOutcome: Sendable, Equatable {
  /// A 2xx answer.
  case taken
  /// It was certainly not taken, and may be sent again.
  case refused(String)
  /// The connection broke after the message may have been read: nobody knows.
  case unknown(String)
}

extension Installation {
  /// Sends one message to an address of the settings, and waits for its answer. Redirects are refused: a signed message
  /// goes where the settings say, and nowhere else.
  package func post(_ body: [UInt8], to url: String, headers: [(name: String, value: String)]) async -> PostOutcome {
    var fields: HTTPHeaders = ["Content-Type": "application/json"]
    for header in headers { fields[header.name] = header.value }
    var request = OutgoingRequest("POST", url, headers: fields, body: body)
    request.deadlines.total = .seconds(20)
    request.bodyLimit = 65_536
    do {
      let answer = try await vendors.client(connections: 6).send(request)
      if (200..<300).contains(answer.status) { return .taken }
      return .refused("the receiver answered \(answer.status)")
    } catch let error as HTTPClientError {
      return error.isRetrySafe ? .refused(error.cause) : .unknown(error.cause)
    } catch {
      return .refused("\(error)")
    }
  }
}
