/// Bytes on their way to a client: small ones together, large ones as they are, without a copy.
struct OutboundQueue: Sendable {
  enum Progress {
    case done
    /// The socket is full.
    case waiting
    case failed
  }

  private static let large = 16_384

  private var segments: [[UInt8]] = []
  private var sentOfFirst = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ bytes: [UInt8]) {
    guard bytes.count > Self.large else { return append { $0 += bytes } }
    segments.append(bytes)
    count += bytes.count
  }

  /// Lets `write` append to the end of what waits.
  mutating func append(_ write: (inout [UInt8]) -> Void) {
    if segments.last.map({ $0.count > Self.large }) ?? true { segments.append([]) }
    let last = segments.count - 1
    let before = segments[last].count
    write(&segments[last])
    count += segments[last].count - before
  }

  /// Sends as much as the socket takes; returns how far it came and how many bytes that were.
  mutating func send(to socket: Socket) -> (Progress, sent: Int) {
    var sent = 0
    while let first = segments.first, count > 0 {
      let isLast = segments.count == 1
      let outcome = first.withUnsafeBytes { bytes in
        socket.send(UnsafeRawBufferPointer(rebasing: bytes[sentOfFirst...]), more: !isLast)
      }
      guard case .bytes(let number) = outcome else {
        if case .full = outcome { return (.waiting, sent) }
        return (.failed, sent)
      }
      sent += number
      advance(by: number, segmentSize: first.count)
    }
    return (.done, sent)
  }

  private mutating func advance(by number: Int, segmentSize: Int) {
    count -= number
    sentOfFirst += number
    guard sentOfFirst == segmentSize else { return }
    sentOfFirst = 0
    if segments.count == 1, segmentSize <= Self.large {
      segments[0].removeAll(keepingCapacity: true)  // the next answer of this connection fits in here
    } else {
      segments.removeFirst()
    }
  }
}
