import Foundation
import Synchronization
import TestKit
import Testing
import Threads

/// An actor on its own thread that tells which thread that is.
private actor Confined {
  private nonisolated let executor: ThreadExecutor
  private(set) var numbers: [Int] = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(named name: String) { executor = ThreadExecutor(name: name) }

  deinit { executor.stop() }

  var threadName: String {
    let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .newlines) ?? ""
  }

  func append(_ number: Int) { numbers.append(number) }

  func block(until gate: DispatchSemaphore) { gate.wait() }
}

@Suite struct `An actor on a thread of its own` {
  @Test func `runs there, under its name`() async {
    #expect(await Confined(named: "a-resource").threadName == "a-resource")
  }

  @Test func `has a name of at most 15 bytes`() async {
    #expect(await Confined(named: "a very long name of a thread").threadName == "a very long nam")
  }

  @Test func `does everything that is asked of it`() async {
    let confined = Confined(named: "numbers")
    await withTaskGroup { group in
      for number in 0..<1000 { group.addTask { await confined.append(number) } }
    }
    #expect(await confined.numbers.sorted() == Array(0..<1000))
  }

  @Test func `may block while everybody else goes on`() async {
    let blocked = (0..<8).map { Confined(named: "blocked-\($0)") }
    let gate = DispatchSemaphore(value: 0)
    await withTaskGroup { group in
      for confined in blocked { group.addTask { await confined.block(until: gate) } }
      // Eight blocked threads are more than the shared pool has here: this is reached because none of them is its.
      group.addTask { for _ in blocked { gate.signal() } }
    }
    #expect(await blocked[0].threadName == "blocked-0")
  }

  @Test func `lets its thread end with it`() async throws {
    let name = "ending-\(Int.random(in: 0..<1_000_000))"
    do {
      let confined = Confined(named: name)
      #expect(await confined.threadName == name)
    }
    try await eventually { !threadNames().contains(name) }
  }
}

private func threadNames() -> [String] {
  let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return threads.compactMap { thread in
    (try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8))?
      .trimmingCharacters(in: .newlines)
  }
}
