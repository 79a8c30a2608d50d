import CivilTime
import DemoCompany
import Files
import Runtime
import Sync
import Synchronization
import Warehouse

/// Puts the demo company's past year into an empty ledger, by the way that every upload goes.
struct DemoStory {
  let zone: Zone
  let now: Instant

  func tell(to installation: Installation, _ console: Console) async throws {
    guard try await installation.ledger.conversationCount() == 0 else { return }
    console.talk.say("Making up a company and a year of its messages …")
    let file = try write()
    let line = ProgressLine(for: "demo", size: file.size, on: console)
    defer { line.end() }
    let report = try await installation.importMessenger(label: "demo.json", chunks: file.next, progress: line.show)
    line.end()
    try await installation.analyst.follow()
    console.talk.say("\(report.conversations) conversations with \(report.messages) messages are in the ledger.")
  }

  private func write() throws -> SpooledFile {
    let company = HaldenSoftware(seed: 20_261, zone: zone, endingAt: now)
    let spool = try SpoolFile()
    _ = try company.writeGroupedChats { try spool.append($0) }
    try spool.rewind()
    return SpooledFile(spool)
  }
}

/// A file on disk whose bytes another thread reads.
private final class SpooledFile: Sendable {
  let size: Int
  private let file: Mutex<SpoolFile>

  init(_ file: sending SpoolFile) {
    size = file.size
    self.file = Mutex(file)
  }

  @Sendable func next() throws -> [UInt8]? { try file.withLock { try $0.next() } }
}
