import Accounts
import CivilTime
import HTTPServer
import Synchronization
import TestKit
import Testing

@testable import Web

@Suite struct `A shelf of pages` {
  private struct Broken: Error {}

  private static let ground = PageShelf.Ground(
    now: Instant(seconds: 100), edition: "1", columns: 1, settings: 1, runs: [])
  private static let question = PageShelf.Question(
    target: "/", sight: Sight(role: .viewer, visibility: .everything, name: nil))

  /// How often pages were made.
  private final class Press: Sendable {
    let made = Mutex(0)
    var count: Int { made.withLock { $0 } }

    @Sendable func print() async throws -> SharedPage {
      made.withLock { $0 += 1 }
      try await Task.sleep(for: .milliseconds(5))
      return SharedPage(.text("page \(count)"))
    }
  }

  @Test func `makes a page once for all who ask at the same time, and after`() async throws {
    let (shelf, press) = (PageShelf(), Press())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          _ = try await shelf.page(`A shelf of pages`.question, on: `A shelf of pages`.ground) {
            try await press.print()
          }
        }
      }
      try await group.waitForAll()
    }
    _ = try await shelf.page(`A shelf of pages`.question, on: `A shelf of pages`.ground) { try await press.print() }
    #expect(press.count == 1)
  }

  static let grounds: [(String, @Sendable (inout PageShelf.Ground) -> Void)] = [
    ("second", { $0.now = $0.now + 1 }), ("store", { $0.edition = "2" }), ("columns", { $0.columns = 2 }),
    ("settings", { $0.settings = 2 }), ("run", { $0.runs = [7] }),
  ]

  @Test(arguments: grounds.indices) func `makes it anew on another ground`(_ index: Int) async throws {
    let (shelf, press) = (PageShelf(), Press())
    var other = `A shelf of pages`.ground
    `A shelf of pages`.grounds[index].1(&other)
    for ground in [`A shelf of pages`.ground, other, other] {
      _ = try await shelf.page(`A shelf of pages`.question, on: ground) { try await press.print() }
    }
    #expect(press.count == 2, "\(`A shelf of pages`.grounds[index].0)")
  }

  static let questions: [@Sendable (inout PageShelf.Question) -> Void] = [
    { $0.target = "/?zone=UTC" }, { $0.sight.role = .admin },
    { $0.sight.visibility = Visibility(teams: ["Tier 2"]) }, { $0.sight.name = "Maya" },
  ]

  @Test(arguments: questions.indices) func `makes another for whoever asks or sees something else`(_ index: Int)
    async throws
  {
    let (shelf, press) = (PageShelf(), Press())
    var other = `A shelf of pages`.question
    `A shelf of pages`.questions[index](&other)
    for question in [`A shelf of pages`.question, other, `A shelf of pages`.question] {
      _ = try await shelf.page(question, on: `A shelf of pages`.ground) { try await press.print() }
    }
    #expect(press.count == 2)
  }

  @Test func `tries again what failed`() async throws {
    let (shelf, press) = (PageShelf(), Press())
    await #expect(throws: Broken.self) {
      _ = try await shelf.page(`A shelf of pages`.question, on: `A shelf of pages`.ground) { throw Broken() }
    }
    _ = try await shelf.page(`A shelf of pages`.question, on: `A shelf of pages`.ground) { try await press.print() }
    #expect(press.count == 1)
  }

  @Test func `is not cleared by somebody whom the clock overtook`() async throws {
    let (shelf, press) = (PageShelf(), Press())
    var earlier = `A shelf of pages`.ground
    earlier.now = earlier.now + -1
    for ground in [`A shelf of pages`.ground, earlier, `A shelf of pages`.ground] {
      _ = try await shelf.page(`A shelf of pages`.question, on: ground) { try await press.print() }
    }
    #expect(press.count == 2)
  }

  @Test func `has room for some pages only`() async throws {
    let (shelf, press) = (PageShelf(), Press())
    for round in 1...2 {
      for number in 1...40 {
        var question = `A shelf of pages`.question
        question.target = "/?number=\(number)"
        _ = try await shelf.page(question, on: `A shelf of pages`.ground) { SharedPage(.text("\(round)")) }
      }
    }
    var last = `A shelf of pages`.question
    last.target = "/?number=40"
    _ = try await shelf.page(last, on: `A shelf of pages`.ground) { try await press.print() }
    #expect(press.count == 1)
  }
}
