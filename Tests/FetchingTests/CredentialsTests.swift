import HTTPClient
import JSONReader
import Synchronization
import Testing

@testable import Fetching

/// A vendor whose tokens are `token-1`, `token-2` …; it knows the last one only.
private final class Issuer: Sendable {
  private let state = Mutex((issued: 0, isRevoked: false))
  let lifetime: Double
  let isRefusing: Bool

  init(lifetime: Double = 7_200, isRefusing: Bool = false) {
    self.lifetime = lifetime
    self.isRefusing = isRefusing
  }

  var issued: Int { state.withLock { $0.issued } }

  /// From now on no token is good, not even a new one.
  func revoke() { state.withLock { $0.isRevoked = true } }
  /// The last token is no more; a new one will do.
  func expire() { state.withLock { $0.issued += 100 } }

  func sender(_ time: VirtualTime, latency: Double = 0.05) -> ScriptedSender {
    ScriptedSender { [self] request, _ in
      try await time.sleep(latency)
      if request.url.hasSuffix("/token") {
        if isRefusing { return .status(401) }
        let number = state.withLock { state in
          state.issued += 1
          return state.issued
        }
        return .json("{\"token\": \"token-\(number)\"}")
      }
      let good = state.withLock { $0.isRevoked ? "none" : "Bearer token-\($0.issued)" }
      return request.headers["Authorization"] == good ? .json() : .status(401)
    }
  }

  func keeper(_ time: VirtualTime) -> TokenKeeper {
    TokenKeeper(pacemaker: time.pacemaker()) { [lifetime] calls in
      var request = VendorRequest("POST", "/token", to: "sign in")
      request.isOpen = true
      return TokenKeeper.Token(try await calls.send(request).json["token"].string, lifetime: lifetime)
    }
  }
}

@Suite struct `A token that expires` {
  @Test func `is fetched once for all who need it`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer()
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      _ = try await calls.each(Array(1...40)) { try await calls.send(.list($0, bucket: "\($0 % 4)")) }
      #expect(issuer.issued == 1 && sender.count == 41)
    }
  }

  @Test func `is renewed once for all whose calls were refused`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer()
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      _ = try await calls.send(.list())
      issuer.expire()
      _ = try await calls.each(Array(1...40)) { try await calls.send(.list($0)) }
      #expect(issuer.issued == 102)
      #expect(sender.sent.count { $0.url.hasSuffix("/token") } == 2)
      #expect(sender.sent.count { $0.headers["Authorization"] == "Bearer token-1" } <= 31)
    }
  }

  @Test func `is renewed before its end`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer(lifetime: 7_200)
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      _ = try await calls.send(.list())
      try await time.sleep(7_130)
      _ = try await calls.send(.list())
      #expect(issuer.issued == 1)
      try await time.sleep(15)
      _ = try await calls.each(Array(1...10)) { try await calls.send(.list($0)) }
      #expect(issuer.issued == 2)
      // Nobody was refused on the way.
      #expect(sender.count == 2 + 12)
    }
  }

  @Test func `may live shorter than the time that is kept before its end`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer(lifetime: 10)
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      for _ in 1...4 {
        _ = try await calls.send(.list())
        try await time.sleep(2)
      }
      #expect(issuer.issued == 2)
    }
  }

  @Test func `may be over at once, and is used all the same`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer(lifetime: 0)
      let calls = VendorCalls(issuer.sender(time), PlainManners(credentials: issuer.keeper(time)), in: time)
      for number in 1...3 { _ = try await calls.send(.list(number)) }
      #expect(issuer.issued <= 12)
    }
  }

  @Test func `that is fresh and refused ends the matter`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer()
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      issuer.revoke()
      let error = await #expect(throws: VendorError.self) { try await calls.send(.list()) }
      #expect(error?.kind == .credentials && error?.remedy == .stop && error?.status == 401)
      #expect(sender.count == 4 && issuer.issued == 2)
    }
  }

  @Test func `that is refused itself is not asked for again`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer(isRefusing: true)
      let sender = issuer.sender(time)
      let calls = VendorCalls(sender, PlainManners(credentials: issuer.keeper(time)), in: time)
      let error = await #expect(throws: VendorError.self) { try await calls.send(.list()) }
      #expect(error?.kind == .credentials)
      #expect(sender.count == 1)
    }
  }

  @Test func `that is refused in other words is refused all the same`() async throws {
    try await VirtualTime.run { time in
      let keeper = TokenKeeper(pacemaker: time.pacemaker()) { calls in
        var request = VendorRequest("POST", "/token", to: "sign in")
        request.isOpen = true
        return TokenKeeper.Token(try await calls.send(request).json["token"].string, lifetime: 60)
      }
      let calls = VendorCalls(
        ScriptedSender(.success(.status(400))), PlainManners(credentials: keeper), in: time)
      let error = await #expect(throws: VendorError.self) { try await calls.send(.list()) }
      #expect(error?.kind == .credentials && error?.status == 400)
    }
  }

  /// A line of calls may be minutes long, and then the token of whoever joined it is one of before.
  @Test func `is asked for again by a call that waited too long with it`() async throws {
    try await VirtualTime.run { time in
      let issuer = Issuer(lifetime: 200)
      let sender = issuer.sender(time)
      let manners = PlainManners(credentials: issuer.keeper(time), paces: ["*": Pace(calls: 1, seconds: 100)])
      let calls = VendorCalls(sender, manners, in: time)
      _ = try await calls.each(Array(1...8)) { try await calls.send(.list($0)) }
      #expect(calls.tally.calls == sender.count)
      #expect(sender.sent.count { $0.url.hasSuffix("/tickets") || $0.url.contains("page=") } == 8)
    }
  }

  @Test func `is waited for only as long as somebody wants it`() async throws {
    try await VirtualTime.run { time in
      let isOver = Mutex(false)
      let keeper = TokenKeeper(pacemaker: time.pacemaker()) { _ in
        defer { isOver.withLock { $0 = true } }
        try await Task.sleep(for: .seconds(600))
        return TokenKeeper.Token("late", lifetime: 60)
      }
      let calls = VendorCalls(ScriptedSender(.success(.json())), PlainManners(credentials: keeper), in: time)
      await #expect(throws: CancellationError.self) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1...3 { group.addTask { _ = try await calls.send(.list(number)) } }
          group.addTask {
            try await time.sleep(1)
            throw CancellationError()
          }
          for try await _ in group {}
        }
      }
      for _ in 0..<2_000 where !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
      #expect(isOver.withLock { $0 })
    }
  }
}

@Suite struct `A key that stays as it is` {
  @Test func `is refused once`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(401)))
      let error = await #expect(throws: VendorError.self) {
        try await VendorCalls(sender, in: time).send(.list())
      }
      #expect(sender.count == 1 && error?.kind == .credentials)
      #expect(error?.description.contains("key") == true && error?.description.contains("Bearer") == false)
    }
  }
}
