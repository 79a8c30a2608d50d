import Foundation
import Synchronization

/// A server on a loopback port that says exactly the bytes it was told to, and counts who came.
final class ScriptedServer: Sendable {
  struct Request: Sendable {
    var head: String
    var body: [UInt8]

    var path: String { String(head.split(separator: " ").dropFirst().first ?? "") }
    var method: String { String(head.split(separator: " ").first ?? "") }

    func header(_ name: String) -> String? {
      let lines = head.split(separator: "\r\n").dropFirst()
      let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
      return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  enum Step: Sendable {
    case send([UInt8])
    case pause(milliseconds: Int)
    /// Nothing more comes, and the connection stays, until the client leaves it.
    case hold
    case close
  }

  private struct Seen {
    var connections = 0
    var requests: [Request] = []
    var left = 0
  }

  let port: Int
  private let listener: Int32
  private let seen = Mutex(Seen())
  private let greeting: [Step]
  private let script: @Sendable (Request) -> [Step]

  /// With a greeting the server speaks first and reads no request.
  init(greeting: [Step] = [], _ script: @escaping @Sendable (Request) -> [Step]) throws {
    self.greeting = greeting
    self.script = script
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { [listener] address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 128) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in acceptAll() }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var connections: Int { seen.withLock { $0.connections } }
  var requests: [Request] { seen.withLock { $0.requests } }
  /// Connections that the client gave up while it was served.
  var left: Int { seen.withLock { $0.left } }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      seen.withLock { $0.connections += 1 }
      Thread.detachNewThread { [self] in
        serve(connection)
        close(connection)
      }
    }
    close(listener)
  }

  private func serve(_ connection: Int32) {
    guard greeting.isEmpty else {
      _ = perform(greeting, on: connection)
      return
    }
    while let request = read(from: connection) {
      seen.withLock { $0.requests.append(request) }
      guard perform(script(request), on: connection) else { return }
    }
  }

  /// False when the connection is over.
  private func perform(_ steps: [Step], on connection: Int32) -> Bool {
    for step in steps {
      switch step {
      case .send(let bytes):
        guard Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
          return leave()
        }
      case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
      case .hold:
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
        return leave()
      case .close: return false
      }
    }
    return true
  }

  private func leave() -> Bool {
    seen.withLock { $0.left += 1 }
    return false
  }

  private func read(from connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let end = Array("\r\n\r\n".utf8)
    var headLength: Int?
    while true {
      if headLength == nil { headLength = bytes.firstRange(of: end)?.upperBound }
      if let headLength {
        var request = Request(head: String(decoding: bytes[..<headLength], as: UTF8.self), body: [])
        let bodyLength = Int(request.header("Content-Length") ?? "0") ?? 0
        if bytes.count >= headLength + bodyLength {
          request.body = Array(bytes[headLength..<(headLength + bodyLength)])
          return request
        }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }
}

extension ScriptedServer.Step {
  static func text(_ text: String) -> Self { .send(Array(text.utf8)) }

  static func answer(_ status: String = "200 OK", _ headers: [String] = [], _ body: String = "") -> Self {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
    return .text(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }
}
