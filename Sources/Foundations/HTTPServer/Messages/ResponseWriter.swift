/// Where a streamed answer is written.
package struct ResponseWriter: Sendable {
  /// What was written, where there is no client: see `HTTPResponse.collectedBody`.
  actor Collector {
    private(set) var bytes: [UInt8] = []
    func append(_ more: [UInt8]) { bytes += more }
  }

  enum Sink: Sendable {
    case connection(Connection, exchange: Int)
    case collector(Collector)
  }

  let sink: Sink

  /// Returns when there is room for more: a slow client suspends its writer. One write at a time.
  ///
  /// Throws `ClientGone` when the client went away or stopped reading.
  package func write(_ bytes: [UInt8]) async throws {
    switch sink {
    case .connection(let connection, let exchange): try await connection.write(bytes, in: exchange)
    case .collector(let collector): await collector.append(bytes)
    }
  }

  package func write(_ text: String) async throws { try await write(Array(text.utf8)) }
}

/// Nobody is there to read the answer any more.
package struct ClientGone: Error, CustomStringConvertible {
  package init() {}
  package var description: String { "the client went away before its answer was complete" }
}
