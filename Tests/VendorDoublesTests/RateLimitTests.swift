import CivilTime
import HTTPServer
import Testing

@testable import VendorDoubles

@Suite struct `A vendor's rate limit` {
  /// Half a second before a full minute.
  private func clock() throws -> DoubleClock {
    let clock = DoubleClock(at: try #require(Timestamp("2026-03-29T00:59:59Z")).instant)
    clock.advance(by: .milliseconds(500))
    return clock
  }

  @Test func `of fixed minutes begins anew exactly at the minute`() throws {
    let clock = try clock()
    let limit = RateLimit([.init("all", 3, per: .fixed(seconds: 60))], clock: clock)
    #expect((0..<3).map { _ in limit.take("all").remaining } == [2, 1, 0])
    #expect(limit.take("all").retryAfter == 1)
    clock.advance(by: .milliseconds(499))
    #expect(limit.take("all").isRefused)
    clock.advance(by: .milliseconds(1))
    #expect(limit.take("all").remaining == 2)
    #expect(limit.take("all", cost: 3).retryAfter == 60)
    clock.advance(by: .seconds(59))
    #expect(limit.take("all", cost: 3).retryAfter == 1)
    #expect(limit.taken == 4)
    #expect(limit.refused == 4)
  }

  @Test func `that rolls forgets a call exactly after its window`() throws {
    let clock = try clock()
    let limit = RateLimit([.init("burst", 2, per: .rolling(seconds: 10))], clock: clock)
    #expect(!limit.take("burst").isRefused)
    clock.advance(by: .milliseconds(4_300))
    #expect(!limit.take("burst").isRefused)
    #expect(limit.take("burst").retryAfter == 6)
    clock.advance(by: .milliseconds(5_699))
    #expect(limit.take("burst").retryAfter == 1)
    clock.advance(by: .milliseconds(1))
    #expect(limit.take("burst").remaining == 0)
    #expect(limit.take("burst").retryAfter == 5)
    clock.advance(by: .seconds(10))
    #expect(limit.standing(of: "burst").remaining == 2)
  }

  @Test func `charges all buckets of a call or none`() throws {
    let clock = try clock()
    let limit = RateLimit(
      [.init("total", 5, per: .fixed(seconds: 60)), .init("list", 2, per: .fixed(seconds: 60))], clock: clock)
    #expect(limit.take("total", "list").bucket == "list")
    #expect(limit.take("total", "list").remaining == 0)
    let refused = limit.take("total", "list")
    #expect(refused == RateLimit.Standing(bucket: "list", limit: 2, remaining: 0, retryAfter: 1))
    #expect(limit.standing(of: "total").remaining == 3)
    #expect(limit.take("total", cost: 3).remaining == 0)
    #expect(limit.take("total").bucket == "total")
  }

  @Test func `runs in real time where nobody sets the clock`() async throws {
    let clock = DoubleClock()
    let before = clock.milliseconds
    try await Task.sleep(for: .milliseconds(30))
    #expect(clock.milliseconds - before >= 29)
    clock.advance(by: .seconds(100))
    #expect(clock.milliseconds - before >= 100_029)
  }

  @Test func `reads what a call brings to prove itself`() throws {
    func credentials(_ field: String) throws -> Credentials {
      try DoubleRequest(.get, "/", headers: ["Authorization": field]).credentials
    }
    #expect(try DoubleRequest(.get, "/").credentials == .none)
    #expect(try credentials("Bearer abc") == .bearer("abc"))
    #expect(try credentials("token 1-14-abc") == .token("1-14-abc"))
    #expect(try credentials("Basic a2V5OlTDqXN0OlB3") == .basic(user: "key", password: "Tést:Pw"))
    #expect(try credentials("Basic a2V5OlB3ZA==") == .basic(user: "key", password: "Pwd"))
    #expect(try credentials("Basic a2V5OlB3ZA") == .unreadable)
    #expect(try credentials("Basic ????") == .unreadable)
    #expect(try credentials("Digest abc") == .unreadable)
  }
}
