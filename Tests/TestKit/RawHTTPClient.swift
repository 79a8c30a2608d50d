internal import CSystem
internal import Glibc

/// A client that sends exactly the bytes it is told to. Its calls block, so it lives on a thread of its own: see `talk`.
package final class RawHTTPClient {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isOpen = true

  /// Runs a conversation on a thread of its own, so that the test's pool stays free for the server's side of it.
  package static func talk<Result: Sendable>(
    to port: Int, patience seconds: Int = 180, _ conversation: @escaping @Sendable (RawHTTPClient) throws -> Result
  ) async throws -> Result {
    try await onThread {
      let client = try RawHTTPClient(port: port, patience: seconds)
      defer { client.close() }
      return try conversation(client)
    }
  }

  /// `patience` is how long any one call waits. A small receive buffer makes a client that takes little at a time.
  package init(port: Int, patience seconds: Int = 180, receiveBuffer: Int? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    if var size = receiveBuffer.map(Int32.init) {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else {
      let failure = Failure(description: "connect to port \(port): errno \(errno)")
      close()
      throw failure
    }
  }

  deinit { close() }

  package func close() {
    guard isOpen else { return }
    isOpen = false
    Glibc.close(descriptor)
  }

  /// Sends no more, and goes on reading.
  package func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure(description: "send: errno \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  /// The next bytes, whatever has come; nil when the server has closed.
  package func receive() throws -> [UInt8]? {
    if !buffer.isEmpty {
      defer { buffer = [] }
      return buffer
    }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw Failure(description: "receive: errno \(errno)") }
    return count == 0 ? nil : Array(bytes[..<count])
  }

  package func receiveToEnd() throws -> [UInt8] {
    var whole: [UInt8] = []
    while let bytes = try receive() { whole += bytes }
    return whole
  }

  /// Whether the server closes the connection instead of sending more; a reset counts.
  package func isClosedByServer() -> Bool {
    do { return try receive() == nil } catch { return errno == ECONNRESET }
  }
}

// MARK: Answers

extension RawHTTPClient {
  /// The next answer, by its length, its chunks or the end of the connection.
  package func receiveResponse(toHead isHead: Bool = false) throws -> RawHTTPResponse {
    let lines = try receiveHead().split(separator: "\r\n", omittingEmptySubsequences: true)
    let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let status = Int(words[1]) else {
      throw Failure(description: "this is no answer: \(lines)")
    }
    let head = RawHTTPResponse(
      status: status, reason: words.count > 2 ? String(words[2]) : "", fields: lines.dropFirst().map(String.init),
      body: [])
    let body = isHead || status < 200 || status == 204 || status == 304 ? [] : try receiveBody(of: head)
    return RawHTTPResponse(status: status, reason: head.reason, fields: head.fields, body: body)
  }

  package func request(_ text: String) throws -> RawHTTPResponse {
    try send(text)
    return try receiveResponse(toHead: text.hasPrefix("HEAD "))
  }

  /// Reads up to and including the next occurrence of a byte sequence.
  package func receive(through end: String) throws -> String {
    let end = Array(end.utf8)
    var whole = buffer
    buffer = []
    var searched = 0
    while true {
      if let found = whole.end(of: end, from: max(0, searched - end.count)) {
        buffer = Array(whole[found...])
        return String(decoding: whole[..<found], as: UTF8.self)
      }
      searched = whole.count
      guard let more = try receive() else {
        throw Failure(description: "the server closed after \(String(decoding: whole.prefix(400), as: UTF8.self))")
      }
      whole += more
    }
  }

  private func receiveHead() throws -> String { try receive(through: "\r\n\r\n") }

  private func receiveBody(of head: RawHTTPResponse) throws -> [UInt8] {
    if let length = head["Content-Length"].flatMap({ Int($0) }) { return try receive(exactly: length) }
    if head["Transfer-Encoding"] == "chunked" { return try receiveChunks() }
    return try receiveToEnd()
  }

  private func receiveChunks() throws -> [UInt8] {
    var whole: [UInt8] = []
    while true {
      let line = try receive(through: "\r\n").dropLast()
      guard let size = Int(line, radix: 16) else { throw Failure(description: "this is no chunk size: \(line)") }
      whole += try receive(exactly: size)
      guard try receive(exactly: 2) == Array("\r\n".utf8) else { throw Failure(description: "a chunk has no end") }
      if size == 0 { return whole }
    }
  }

  private func receive(exactly count: Int) throws -> [UInt8] {
    var whole = buffer
    buffer = []
    while whole.count < count {
      guard let more = try receive() else { throw Failure(description: "\(count - whole.count) bytes are missing") }
      whole += more
    }
    buffer = Array(whole[count...])
    return Array(whole[..<count])
  }
}

extension [UInt8] {
  /// The index behind the first occurrence of a sequence.
  fileprivate func end(of wanted: [UInt8], from start: Int) -> Int? {
    guard count >= wanted.count else { return nil }
    for index in start...(count - wanted.count) where self[index] == wanted[0] {
      if self[index..<index + wanted.count].elementsEqual(wanted) { return index + wanted.count }
    }
    return nil
  }
}
