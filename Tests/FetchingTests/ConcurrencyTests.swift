import HTTPClient
import Synchronization
import Testing

@testable import Fetching

@Suite struct `Calls in flight` {
  @Test(arguments: [1, 3, 30]) func `are never more than was said`(_ concurrency: Int) async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender { _, number in
        try await time.sleep(0.01 * Double(number % 7 + 1))
        return .json()
      }
      let calls = VendorCalls(sender, in: time, concurrency: concurrency)
      let results = try await calls.each(Array(1...200)) { number in
        _ = try await calls.send(.list(number))
        return number
      }
      #expect(results == Array(1...200))
      #expect(sender.peak == concurrency)
    }
  }

  @Test func `are started as they are needed`() async throws {
    try await VirtualTime.run { time in
      let begun = Mutex(0)
      let sender = ScriptedSender { _, _ in
        try await time.sleep(1)
        return .json()
      }
      let calls = VendorCalls(sender, in: time, concurrency: 5)
      _ = try await calls.each(Array(1...5_000)) { number in
        let already = begun.withLock { begun in
          begun += 1
          return begun
        }
        if time.now < 1 { #expect(already <= 10) }
        if time.now < 2 { _ = try await calls.send(.list(number)) }
      }
    }
  }

  @Test func `end the others when one fails`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender { _, number in
        try await time.sleep(Double(number))
        return number == 3 ? .status(403) : .json()
      }
      let calls = VendorCalls(sender, in: time, concurrency: 10)
      let error = await #expect(throws: VendorError.self) {
        _ = try await calls.each(Array(1...100)) { try await calls.send(.list($0)) }
      }
      #expect(error?.kind == .forbidden && time.now < 10)
    }
  }

  enum Wait: String, CaseIterable {
    case slot, limit, pace, pause, answer, line
  }

  @Test(arguments: Wait.allCases) func `are given up at once, whatever they wait for`(_ wait: Wait) async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender { _, number in
        switch wait {
        case .slot, .answer, .line:
          try await time.sleep(1_000)
          return .json()
        case .limit: return .status(429, ["Retry-After": "500"])
        case .pace: return .json()
        case .pause: return .status(503, ["Retry-After": "500"])
        }
      }
      let manners = PlainManners(paces: wait == .pace ? ["*": Pace(calls: 1, seconds: 500)] : [:])
      let calls = VendorCalls(sender, manners, in: time, concurrency: wait == .slot ? 1 : 30)
      await #expect(throws: CancellationError.self) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1...4 { group.addTask { _ = try await calls.send(.list(number)) } }
          group.addTask {
            try await time.sleep(10)
            throw CancellationError()
          }
          for try await _ in group {}
        }
      }
      #expect(time.now < 11)
      // Whoever comes next finds slots, lines and limits as if nobody had been there.
      guard wait == .slot || wait == .line else { return }
      let next = VendorCalls(ScriptedSender(.success(.json())), in: time)
      _ = try await next.send(.list())
    }
  }

  @Test func `give their slots and their place in the line back`() async throws {
    try await VirtualTime.run { time in
      let isSlow = Mutex(true)
      let sender = ScriptedSender { _, _ in
        try await time.sleep(isSlow.withLock { $0 } ? 1_000 : 0.01)
        return .json()
      }
      let calls = VendorCalls(sender, in: time, concurrency: 2)
      for _ in 1...3 {
        await #expect(throws: CancellationError.self) {
          try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...5 { group.addTask { _ = try await calls.send(.list(number)) } }
            group.addTask {
              try await time.sleep(1)
              throw CancellationError()
            }
            for try await _ in group {}
          }
        }
      }
      isSlow.withLock { $0 = false }
      _ = try await calls.each(Array(1...10)) { try await calls.send(.list($0)) }
      #expect(time.now < 4 && sender.peak == 2)
    }
  }
}

@Suite struct `What a vendor announces` {
  @Test func `of the end of a version is kept once`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(
        .success(.json("{}", ["Sunset": "Sat, 31 Oct 2026 23:59:59 GMT", "Deprecation": "true"])))
      let calls = VendorCalls(sender, in: time)
      for number in 1...3 { _ = try await calls.send(.list(number)) }
      #expect(
        calls.tally.lifecycle == [
          "Acme Desk announces: Sunset: Sat, 31 Oct 2026 23:59:59 GMT", "Acme Desk announces: Deprecation: true",
        ])
    }
  }

  @Test func `stays apart from what was asked`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.json()))
      let calls = VendorCalls(sender, in: time)
      _ = try await calls.send(VendorRequest("GET", "/a b", [("q", "ä&=?")], to: "search"))
      _ = try await calls.send(VendorRequest("GET", "https://vendor.example/next?page=2", [("size", "5")], to: "go on"))
      #expect(
        sender.sent.map(\.url) == [
          "https://vendor.example/api/a b?q=%C3%A4%26%3D%3F", "https://vendor.example/next?page=2&size=5",
        ])
      #expect(sender.sent.allSatisfy { $0.headers["Authorization"] == "Bearer key" })
    }
  }
}
