import CivilTime
import Foundation
import JSONReader
import Synchronization
import TestKit

@testable import Tool

/// What a command line left behind.
struct Outcome: Equatable {
  var status: ExitStatus
  var output: String
  var talk: String
}

/// A folder in which command lines are run without a process.
struct Workplace {
  let folder: TemporaryFolder
  var environment: [String: String] = [:]
  var input: String = ""
  /// What is typed without being shown; nothing where no person is there.
  var secrets: [String] = []
  /// 2026-11-20T12:00:00Z
  var now = Instant(seconds: 1_795_176_000)

  init() throws { folder = try TemporaryFolder() }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
  }

  func path(_ name: String) -> String { folder.file(name) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }

  func read(_ name: String) throws -> String { try String(contentsOfFile: folder.file(name), encoding: .utf8) }

  func run(_ line: String) async -> Outcome {
    await run(line.split(separator: " ").map(String.init))
  }

  func run(_ words: [String]) async -> Outcome {
    let output = Recorder()
    let talk = Recorder()
    let source = Recorder()
    try? source.write(Array(input.utf8))
    let (now, typed) = (now, Typist(secrets))
    let asking: @Sendable (String) throws -> String = { _ in typed.next() }
    let console = Console(
      output: Outlet(write: output.write), talk: Outlet(write: talk.write), input: source.take,
      environment: environment, folder: folder.path, clock: { now }, askSecret: secrets.isEmpty ? nil : asking)
    let status = await Tool.run(words, in: console)
    return Outcome(status: status, output: output.text, talk: talk.text)
  }
}

/// Types one line after the other.
final class Typist: Sendable {
  private let lines: Mutex<[String]>

  init(_ lines: [String]) { self.lines = Mutex(lines) }

  func next() -> String { lines.withLock { $0.isEmpty ? "" : $0.removeFirst() } }
}

/// Bytes that were written, for a look afterwards.
final class Recorder: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  @Sendable func write(_ more: [UInt8]) throws { bytes.withLock { $0 += more } }

  /// All of it once, then the end.
  @Sendable func take() -> [UInt8]? {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes.isEmpty ? nil : bytes
    }
  }

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

/// Runs in a folder of its own, which is gone afterwards.
func inWorkplace(_ body: (inout Workplace) async throws -> Void) async throws {
  var workplace = try Workplace()
  defer { workplace.folder.remove() }
  try await body(&workplace)
}

enum Sample {
  /// Two chats of October 2026: one answered by Ada after five minutes, one only by a machine.
  static let october = """
    {"c1": [
      {"FB_CHAT_ID": "c1", "MESSAGE_CONTENT": "Where is my order?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2026-10-05T10:00:00.000Z"},
      {"FB_CHAT_ID": "c1", "MESSAGE_CONTENT": "On its way", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2026-10-05T10:05:00.000Z", "AGENT_USERNAME": "Ada", "AGENT_EMAIL": "ada@acme.example"}
    ], "c2": [
      {"FB_CHAT_ID": "c2", "MESSAGE_CONTENT": "Hello?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2026-10-06T10:00:00.000Z"},
      {"FB_CHAT_ID": "c2", "MESSAGE_CONTENT": "Hello?", "DIRECTION": "sideways", "SOCIAL_CREATE_TIME": "2026-10-06T10:00:00.000Z"},
      {"FB_CHAT_ID": "c2", "MESSAGE_CONTENT": "We are closed *977#", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2026-10-06T10:00:10.000Z"}
    ]}
    """
}

/// Always a step later than the time before.
final class Ticks: Sendable {
  private let now = Mutex<UInt64>(0)
  private let step: UInt64

  init(step: UInt64) { self.step = step }

  @Sendable func next() -> UInt64 {
    now.withLock { now in
      now += step
      return now
    }
  }
}

extension JSONValue {
  subscript(key: String) -> JSONValue? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  var array: [JSONValue]? {
    if case .array(let values) = self { return values }
    return nil
  }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var int: Int? {
    if case .number(let number) = self { return number.int }
    return nil
  }

  init(of outcome: Outcome) throws { try self.init(utf8: Array(outcome.output.utf8)) }
}
