import CivilTime
import HTTPClient
import JSONReader
import Synchronization
import Testing

@testable import Fetching

@Suite struct `What fails and may succeed later` {
  @Test func `is tried again after a pause drawn from all of a growing span`() {
    let patience = Patience()
    for (attempt, most) in [(1, 0.25), (2, 0.5), (3, 1.0), (7, 16.0), (8, 30.0), (11, 30.0), (64, 30.0)] {
      #expect(patience.pause(after: attempt, chance: 0) == 0)
      #expect(patience.pause(after: attempt, chance: 0.5) == most / 2)
      #expect(patience.pause(after: attempt, chance: 0.999) < most)
    }
  }

  static let passing = [408, 425, 500, 502, 503, 504, 520, 524]

  @Test(arguments: passing) func `is a failure on the vendor's side`(_ status: Int) async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(status)), .success(.status(status)), .success(.json("[1]")))
      let calls = VendorCalls(sender, in: time)
      let answer = try await calls.send(.list())
      #expect(answer.status == 200 && answer.body == Array("[1]".utf8))
      #expect(sender.count == 3)
      #expect(calls.tally.repeated == 2)
      #expect(time.now > 0.25 + 0.5 - 0.01 && time.now < 0.25 + 0.5)
    }
  }

  static let connections = [
    HTTPClientError.Kind.timedOut, .connectFailed, .nameNotFound, .truncated,
  ]

  @Test(arguments: connections) func `is a connection that breaks`(_ kind: HTTPClientError.Kind) async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.failure(.failing(kind)), .success(.json()))
      _ = try await VendorCalls(sender, in: time).send(.list())
      #expect(sender.count == 2)
    }
  }

  static let bodies: [(String, IncomingResponse)] = [
    ("cut", .json("{\"tickets\": [{\"id\": 1")), ("empty", .json("")),
    (
      "a page",
      IncomingResponse(
        status: 200, headers: ["Content-Type": "text/html; charset=utf-8"], body: Array("<html><p>Wait".utf8))
    ),
  ]

  @Test(arguments: bodies.indices) func `is an answer that cannot be read`(_ index: Int) async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(
        .success(`What fails and may succeed later`.bodies[index].1), .success(.json("{\"tickets\": []}")))
      let answer = try await VendorCalls(sender, in: time).send(.list())
      #expect(try sender.count == 2 && answer.json["tickets"].array.isEmpty)
    }
  }

  @Test func `is given up after so many attempts, with the reason and what to do`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(503)))
      let error = await #expect(throws: VendorError.self) {
        try await VendorCalls(sender, in: time).send(.list())
      }
      #expect(sender.count == Patience().attempts)
      #expect(error?.kind == .unreachable && error?.remedy == .later && error?.status == 503)
      #expect(
        error?.description
          == "could not list the tickets: Acme Desk answered 503, 12 times — its servers have a problem; "
          + "the next sync goes on where this one stopped")
    }
  }

  @Test func `is given up when every answer is empty, and says so`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.json("")))
      let error = await #expect(throws: VendorError.self) {
        try await VendorCalls(sender, in: time).send(.list())
      }
      #expect(error?.cause.hasSuffix("times: it is empty") == true)
    }
  }

  @Test func `is given up sooner where nobody listens`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.failure(.failing(.connectFailed)))
      await #expect(throws: VendorError.self) { try await VendorCalls(sender, in: time).send(.list()) }
      #expect(sender.count == Patience().attemptsToConnect)
    }
  }
}

@Suite struct `What will fail again` {
  static let refused: [(Int, VendorError.Kind)] = [
    (400, .refused), (402, .forbidden), (403, .forbidden), (404, .missing), (405, .refused), (409, .refused),
    (410, .missing), (422, .refused), (501, .refused),
  ]

  @Test(arguments: refused.indices) func `is asked once`(_ index: Int) async throws {
    let (status, kind) = `What will fail again`.refused[index]
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(status)))
      let error = await #expect(throws: VendorError.self) {
        try await VendorCalls(sender, in: time).send(.list())
      }
      #expect(sender.count == 1 && error?.kind == kind && error?.status == status && error?.remedy == .skip)
    }
  }

  @Test func `is an answer where the caller says so`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(IncomingResponse(status: 404)))
      var request = VendorRequest.list()
      request.accepts = [404]
      let answer = try await VendorCalls(sender, in: time).send(request)
      #expect(answer.status == 404 && answer.json == .null)
    }
  }

  @Test func `is a bad certificate, or an answer that is too large`() async throws {
    try await VirtualTime.run { time in
      for (kind, remedy) in [(HTTPClientError.Kind.tlsFailed, VendorError.Remedy.later), (.tooLarge, .skip)] {
        let sender = ScriptedSender(.failure(.failing(kind)))
        let error = await #expect(throws: VendorError.self) {
          try await VendorCalls(sender, in: time).send(.list())
        }
        #expect(sender.count == 1 && error?.remedy == remedy)
      }
    }
  }

  @Test func `is said with the place, and what to do once`() async throws {
    try await VirtualTime.run { time in
      let failure = HTTPClientError(
        .tlsFailed, method: "GET", target: "desk.example/tickets", cause: "self-signed certificate", hint: "check it")
      let error = await #expect(throws: VendorError.self) {
        try await VendorCalls(ScriptedSender(.failure(failure)), in: time).send(.list())
      }
      #expect(
        error?.description
          == "could not list the tickets: GET desk.example/tickets: self-signed certificate — check it")
    }
  }

  @Test func `is nothing where an answer without a body is the right one`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(IncomingResponse(status: 204)))
      let answer = try await VendorCalls(sender, in: time).send(.list())
      #expect(answer.json == .null)
      #expect(sender.count == 1)
    }
  }
}

@Suite struct `How long a vendor wants to be left alone` {
  private static let date: HTTPHeaders = ["Date": "Sun, 06 Nov 1994 08:49:37 GMT"]

  static let answers: [(HTTPHeaders, Double?)] = [
    (["Retry-After": "7"], 7), (["Retry-After": "0.5"], 0.5), (["Retry-After": "-3"], 0), (["retry-after": "12"], 12),
    (["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 30),
    (["Retry-After": "Sunday, 06-Nov-94 08:50:07 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 30),
    (["Retry-After": "1994-11-06T08:49:50Z", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 13),
    (["Retry-After": "Sun, 06 Nov 1994 08:40:00 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 0),
    (["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT"], nil), (["Retry-After": "soon"], nil),
    (["Retry-After": "inf"], nil), ([], nil),
  ]

  @Test(arguments: answers.indices) func `is a number, or a date by its own clock`(_ index: Int) {
    let (headers, seconds) = `How long a vendor wants to be left alone`.answers[index]
    #expect(IncomingResponse(status: 429, headers: headers).retryAfter == seconds)
  }

  @Test func `is kept to, by everybody`() async throws {
    try await VirtualTime.run { time in
      let sent = Mutex<[Double]>([])
      let sender = ScriptedSender { _, number in
        sent.withLock { $0.append(time.now) }
        return number == 1 ? .status(429, ["Retry-After": "7"]) : .json()
      }
      let calls = VendorCalls(sender, in: time)
      _ = try await calls.each([1, 2, 3]) { try await calls.send(.list($0)) }
      let times = sent.withLock { $0 }
      #expect(times.count == 4 && times[0] == 0 && times[1...].allSatisfy { $0 >= 7 && $0 < 7.1 })
      #expect(calls.tally.refused == 1 && calls.tally.repeated == 1)
      #expect(calls.tally.waitedSeconds >= 7)
    }
  }

  /// A vendor that writes a date into `Retry-After`, and no `Date`: ours takes its place.
  @Test func `is a date by our clock where the vendor shows none`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender { _, number in
        number == 1 ? .status(429, ["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT"]) : .json()
      }
      let moment = Instant(seconds: 784_111_777)  // 8:49:37 of that day
      _ = try await VendorCalls(sender, in: time, at: moment).send(.list())
      #expect(time.now >= 30 && time.now < 31)
    }
  }

  @Test func `is not waited for when it is too long, and then nobody asks`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(429, ["Retry-After": "3600"])))
      let calls = VendorCalls(sender, in: time)
      for _ in 1...2 {
        let error = await #expect(throws: VendorError.self) { try await calls.send(.list()) }
        #expect(error?.kind == .exhausted && error?.cause == "Acme Desk wants no calls for 60 minutes")
      }
      #expect(sender.count == 1 && time.now < 1)
    }
  }

  @Test func `counts for a failure too, and for the one call alone`() async throws {
    try await VirtualTime.run { time in
      let sender = ScriptedSender(.success(.status(503, ["Retry-After": "20"])), .success(.json()))
      _ = try await VendorCalls(sender, in: time).send(.list())
      #expect(time.now == 20)
    }
  }

  @Test func `grows by itself where the vendor says nothing, or wants us back at once`() async throws {
    for headers in [[], ["Retry-After": "0"]] as [HTTPHeaders] {
      try await VirtualTime.run { time in
        let sender = ScriptedSender(.success(.status(429, headers)))
        let error = await #expect(throws: VendorError.self) {
          try await VendorCalls(sender, in: time).send(.list())
        }
        #expect(sender.count == 12 && error?.kind == .exhausted)
        #expect(time.now > 100)
      }
    }
  }
}
