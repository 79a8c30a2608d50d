import Accounts
import CivilTime
import HTTPServer
import HelpdeskKit
import Helpdesks
import JSONReader
import Runtime
import Sealing
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Web

/// Lines of the log, kept for a test to read.
final class LogBook: Sendable {
  private let kept = Mutex<[LogLine]>([])
  func keep(_ line: LogLine) { kept.withLock { $0.append(line) } }
  var lines: [LogLine] { kept.withLock { $0 } }
}

/// A server over a small ledger, whose clock stands still at noon UTC on 14 August 2025.
struct ServedLedger {
  static let now = Timestamp("2025-08-14T12:00:00Z")?.instant ?? Instant(seconds: 0)

  let installation: Installation
  let application: WebApplication
  let port: Int
  let log: LogBook

  func get(_ target: String, _ headers: [String] = []) async throws -> RawHTTPResponse {
    try await send("GET", target, headers)
  }

  func send(_ method: String, _ target: String, _ headers: [String] = [], body: [UInt8]? = nil) async throws
    -> RawHTTPResponse
  {
    let hasHost = headers.contains { $0.lowercased().hasPrefix("host:") }
    var head = "\(method) \(target) HTTP/1.1\r\n" + (hasHost ? "" : "Host: localhost\r\n")
    for header in headers { head += header + "\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    let message = Array((head + "\r\n").utf8) + (body ?? [])
    return try await RawHTTPClient.talk(to: port) { client in
      try client.send(message)
      return try client.receiveResponse(toHead: method == "HEAD")
    }
  }

  fileprivate func close(_ server: HTTPServer) async {
    await application.syncs.stop()
    await server.stop()
    application.count(by: nil)  // or the two would keep each other, and all their threads, for ever
    await installation.close()
  }

  fileprivate func fill(with chats: String) async throws {
    guard application.access == .accounts else {
      #expect(try await upload(chats).status == 200)
      return
    }
    _ = try await installation.importMessenger(label: "chats.json", chunks: Chats.lender(of: chats))
    try await installation.analyst.follow()
  }

  func json(_ target: String) async throws -> JSONValue {
    let response = try await get(target)
    #expect(response.status == 200, "\(target): \(response.text)")
    return try JSONValue(utf8: response.body)
  }

  /// Sends a file by a form, as browsers do.
  func upload(
    _ content: String, named name: String = "chats.json", to target: String = "/api/upload-json",
    fields: [(String, String)] = [], headers: [String] = []
  ) async throws -> RawHTTPResponse {
    try await upload(Array(content.utf8), named: name, to: target, fields: fields, headers: headers)
  }

  func upload(
    _ content: [UInt8], named name: String, to target: String, fields: [(String, String)] = [], headers: [String] = []
  ) async throws -> RawHTTPResponse {
    var body: [UInt8] = []
    for (name, value) in fields {
      body += Array("--frontier\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array(
      "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8)
    body += content + Array("\r\n--frontier--\r\n".utf8)
    return try await send(
      "POST", target, ["Content-Type: multipart/form-data; boundary=frontier"] + headers, body: body)
  }
}

/// Serves a new ledger while `body` runs; `chats` is imported first.
///
/// - Parameters:
///   - helpdesks: what is synced; what the settings name when not given.
///   - clock: stands still at `ServedLedger.now` when not given.
///   - access: whoever comes is admin, as in the demo, when not given.
func withServer(
  _ chats: String? = Chats.sample, settings: String = Chats.settings, helpdesks: [any Helpdesk]? = nil,
  clock: ManualClock? = nil, gathering: Duration = .seconds(5), access: Access = .everyone,
  reread: (@Sendable () throws -> Settings)? = nil,
  _ body: (ServedLedger) async throws -> Void
) async throws {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  let zones = ZoneLibrary()
  let settings = try Settings(
    text: settings, overrides: ["store": "sqlite:\(folder.file("ledger.db"))"],
    readFile: { _ in "" }, isKnownZone: { zones.knows($0) })
  let installation = try await Installation(
    opening: settings, zones: zones, helpdesks: helpdesks, clock: { clock?.now ?? ServedLedger.now }, reread: reread,
    patience: .seconds(600))
  let log = LogBook()
  // Passwords that cost next to nothing.
  let book = AccountBook(
    of: installation.ledger, cost: Scrypt.Cost(logN: 4, blockSize: 1), clock: { installation.now })
  let application = WebApplication(
    installation, access: access, accounts: book, gathering: gathering, log: { log.keep($0) })
  let server = HTTPServer(
    configuration: WebServer.configuration(
      for: "127.0.0.1", 0, publicly: installation.settings.server.publicAddress),
    handler: application.handler,
    observe: { application.observe($0) })
  let port = try server.start()
  application.count { server.statistics }
  let served = ServedLedger(installation: installation, application: application, port: port, log: log)
  do {
    if let chats { try await served.fill(with: chats) }
    try await body(served)
  } catch {
    await served.close(server)
    throw error
  }
  await served.close(server)
}
