import Files
import Testing

@Suite struct `Pages of the program` {
  @Test func `leave the process when nobody needs them, and come back when somebody does`() throws {
    let before = try residentKilobytes()
    ProgramFiles.leaveWhatIsNotInUse()
    let after = try residentKilobytes()
    #expect(after < before, "\(before) kB before, \(after) kB after")
    #expect(try residentKilobytes() > 0)
  }

  /// Of files, as the kernel counts them: proc_pid_status(5).
  private func residentKilobytes() throws -> Int {
    let status = String(decoding: try Files.read("/proc/self/status"), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
    return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
  }
}
