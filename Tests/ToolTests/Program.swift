import Foundation
import TestKit

/// The program itself in a process of its own, as the build left it beside the tests.
struct Program {
  struct Ending: Equatable {
    /// Below zero: the signal that ended it.
    var status: Int32
    var output: String
    var talk: String
  }

  static var path: String {
    let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "replyledger").path
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let talk = Pipe()

  init(_ words: [String], in place: Workplace, program: String = Program.path) throws {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: place.path(""))
    process.environment = place.environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = talk
    try process.run()
  }

  func say(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  func endInput() throws { try input.fileHandleForWriting.close() }

  /// Whether the pipe is empty again.
  var hasTakenItsInput: Bool {
    var waiting: Int32 = 0
    return ioctl(input.fileHandleForWriting.fileDescriptor, UInt(FIONREAD), &waiting) == 0 && waiting == 0
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// The next line of the output, once it is there.
  func line() async throws -> String {
    let handle = output.fileHandleForReading
    return try await onThread {
      var bytes: [UInt8] = []
      while let byte = try handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  func ending() async throws -> Ending {
    let (output, talk, process) = (output.fileHandleForReading, talk.fileHandleForReading, process)
    return try await onThread {
      let words = talk.readDataToEndOfFile()
      let results = output.readDataToEndOfFile()
      process.waitUntilExit()
      return Ending(
        status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
        output: String(decoding: results, as: UTF8.self), talk: String(decoding: words, as: UTF8.self))
    }
  }
}
