import HTTPClient
import Testing
import VendorDoubles

@testable import Fetching

/// The share of the calls that the vendor would have taken in the time that they took.
private func share(_ calls: Int, of limit: Int, per window: Double, in seconds: Double) -> Double {
  Double(calls) / (Double(limit) * max(1, seconds / window))
}

@Suite struct `A vendor's limit` {
  private static func work(_ count: Int, through calls: VendorCalls, bucket: String = "all") async throws {
    _ = try await calls.each(Array(1...count)) { try await calls.send(.list($0, bucket: bucket)) }
  }

  static let fixed: [(limit: Int, calls: Int, latency: Double)] = [
    (5, 32, 0.05), (5, 32, 2), (50, 300, 0.3), (400, 3_000, 0.05), (400, 3_000, 0.001), (140, 900, 1),
  ]

  @Test(arguments: fixed.indices) func `of a minute is used, and asked beyond once a minute`(_ index: Int) async throws
  {
    let example = `A vendor's limit`.fixed[index]
    try await VirtualTime.run { time in
      let vendor = LimitedVendor(
        [.init("all", example.limit, per: .fixed(seconds: 60))], in: time, latency: { _ in example.latency })
      let calls = VendorCalls(vendor.sender, in: time)
      try await `A vendor's limit`.work(example.calls, through: calls)
      #expect(vendor.taken == example.calls)
      let minutes = Int((time.now + 17) / 60)
      #expect(vendor.refusals.count <= minutes)
      // Before each refusal everything that was left had been taken.
      #expect(vendor.refusals.count >= (example.calls - 1) / example.limit - 1)
      #expect(
        share(example.calls, of: example.limit, per: 60, in: Double(minutes + 1) * 60) >= 0.95 - 1 / Double(minutes))
    }
  }

  @Test func `of a minute is reached to more than nineteen parts in twenty`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 400, per: .fixed(seconds: 60))], in: time)
      let calls = VendorCalls(vendor.sender, in: time)
      // From one turn of the minute to another.
      try await time.sleep(43)
      try await `A vendor's limit`.work(20 * 400, through: calls)
      #expect(time.now <= 43 + 19 * 60 + 5)
      #expect(share(20 * 400, of: 400, per: 60, in: time.now - 43) >= 0.95)
    }
  }

  static let rolling: [(limit: Int, window: Int, calls: Int, latency: Double)] = [
    (5, 60, 32, 0.05), (100, 10, 1_500, 0.05), (190, 10, 3_000, 0.2), (4, 1, 200, 0.03), (100, 10, 1_500, 0.9),
  ]

  @Test(arguments: rolling.indices) func `that rolls is never exceeded, and used`(_ index: Int) async throws {
    let example = `A vendor's limit`.rolling[index]
    try await VirtualTime.run { time in
      let vendor = LimitedVendor(
        [.init("all", example.limit, per: .rolling(seconds: example.window))], in: time,
        latency: { example.latency * (1 + Double($0 % 3) / 20) })
      let calls = VendorCalls(vendor.sender, PlainManners(rollingWindow: Double(example.window)), in: time)
      try await `A vendor's limit`.work(example.calls, through: calls)
      #expect(vendor.taken == example.calls && vendor.refusals.isEmpty)
      let possible = Double(example.limit) * (time.now / Double(example.window) + 1)
      #expect(Double(example.calls) / possible >= 0.95 - Double(example.limit) / Double(example.calls))
    }
  }

  @Test func `that nobody announces is kept by our own pace`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor(
        [.init("all", 180, per: .rolling(seconds: 60))], in: time, tells: false,
        latency: { 0.05 + Double($0 % 5) / 100 })
      let calls = VendorCalls(
        vendor.sender, PlainManners(paces: ["*": Pace(calls: 180, seconds: 60)]), in: time)
      try await `A vendor's limit`.work(1_800, through: calls)
      #expect(vendor.refusals.isEmpty)
      #expect(Double(1_800) / (180 * (time.now / 60 + 1)) >= 0.94)
    }
  }

  @Test func `that nobody announces and nobody paces is felt for`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 60, per: .fixed(seconds: 60))], in: time, tells: false)
      let calls = VendorCalls(vendor.sender, in: time)
      try await `A vendor's limit`.work(300, through: calls)
      #expect(vendor.taken == 300)
      // No call starts the dozens that would be refused with it.
      #expect(vendor.refusals.count <= 6 * 30)
      #expect(time.now < 6 * 60)
    }
  }

  @Test func `leaves others what they take of it`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 100, per: .fixed(seconds: 60))], in: time)
      let calls = VendorCalls(vendor.sender, in: time)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for _ in 1...5 {
            vendor.take("all", times: 60)
            try await time.sleep(60)
          }
        }
        group.addTask { try await `A vendor's limit`.work(200, through: calls) }
        for try await _ in group {}
      }
      #expect(vendor.refusals.count <= 6)
    }
  }

  @Test func `that rolls leaves others what they take of it`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 100, per: .rolling(seconds: 10))], in: time)
      let calls = VendorCalls(vendor.sender, PlainManners(rollingWindow: 10), in: time)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for _ in 1...200 {
            vendor.take("all", times: 1)
            try await time.sleep(0.25)
          }
        }
        group.addTask { try await `A vendor's limit`.work(300, through: calls) }
        for try await _ in group {}
      }
      #expect(vendor.refusals.count <= 20)
    }
  }

  @Test func `of one list is apart from that of another`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor(
        [.init("all", 1_000, per: .fixed(seconds: 60)), .init("search", 5, per: .fixed(seconds: 60))], in: time)
      let calls = VendorCalls(vendor.sender, in: time, concurrency: 4)
      async let searching = calls.each(Array(1...20)) { number in
        try await calls.send(VendorRequest("GET", "/search", [("n", "\(number)")], to: "search", bucket: "search"))
      }
      try await `A vendor's limit`.work(400, through: calls)
      let end = time.now
      _ = try await searching
      // A hundred rounds of four at a time: none waited for the other list.
      #expect(end < 8)
      #expect(time.now > 120)
    }
  }

  @Test func `is one for all who share an account`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 50, per: .fixed(seconds: 60))], in: time)
      let budget = Budget(pacemaker: time.pacemaker())
      let sender = vendor.sender
      let sources = [1, 2].map { _ in VendorCalls(sender, in: time, budget: budget) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for calls in sources { group.addTask { try await `A vendor's limit`.work(150, through: calls) } }
        for try await _ in group {}
      }
      #expect(vendor.refusals.count <= Int((time.now + 17) / 60))
      #expect(budget.standing.limit == 50)
    }
  }

  @Test func `survives answers that never come`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 50, per: .fixed(seconds: 60))], in: time)
      let sender = vendor.sender
      // Every third answer is lost on its way back: the vendor counted the call.
      let losing = ScriptedSender { request, number in
        let answer = try await sender.send(request)
        if number % 3 == 0 { throw HTTPClientError.failing(.truncated) }
        return answer
      }
      let calls = VendorCalls(losing, in: time, chance: { 0.5 })
      try await `A vendor's limit`.work(400, through: calls)
      #expect(vendor.refusals.count <= 2 * Int((time.now + 17) / 60))
    }
  }

  @Test func `whose end is announced is waited for, and nobody is refused`() async throws {
    try await VirtualTime.run { time in
      let vendor = LimitedVendor([.init("all", 20, per: .fixed(seconds: 60))], in: time)
      let sender = vendor.sender
      let telling = ScriptedSender { request, _ in
        var answer = try await sender.send(request)
        answer.headers["X-Reset"] = "\(60 - (17 + time.now).truncatingRemainder(dividingBy: 60))"
        return answer
      }
      let calls = VendorCalls(telling, in: time)
      try await `A vendor's limit`.work(100, through: calls)
      #expect(vendor.refusals.isEmpty)
      #expect(time.now < 43 + 3 * 60 + 5)
    }
  }
}
