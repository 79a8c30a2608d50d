import CivilTime
import SQLCore
import Support
import TestKit
import Testing

@testable import Warehouse

@Suite struct `The ledger` {
  static let now = Instant(seconds: 1_760_000_000)

  @Test(arguments: Engine.available) func `gives back the history it was given`(on engine: Engine) async throws {
    try await withRecords(engine, [.everyKind]) { ledger in
      let history = try #require(try await ledger.history(of: Record.everyKind.conversation.key))
      #expect(history == History(Record.everyKind.conversation, events: Record.everyKind.events))
      #expect(try await ledger.history(of: ConversationKey(source: "nowhere", vendorID: "1")) == nil)
    }
  }

  @Test(arguments: Engine.available) func `keeps every version of an event and reads the latest`(on engine: Engine)
    async throws
  {
    var corrected = Record.everyKind
    corrected.payload += [1]
    corrected.events[0].version = 2
    corrected.events[0].text = "Corrected"
    try await withRecords(engine, [.everyKind, corrected]) { ledger in
      let history = try #require(try await ledger.history(of: corrected.conversation.key))
      #expect(history.events.first?.text == "Corrected")
      let stored: Int? = try await ledger.store.read { db in try db.scalar("SELECT count(*) FROM events") }
      #expect(stored == Record.everyKind.events.count + 1)
    }
  }

  @Test(arguments: Engine.available) func `derives all facts anew when the rules change, and only then`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, [.question("1", answer: "Press *123# now")]) { ledger in
      func replies() async throws -> Int? { try await ledger.summaries(of: ["facebook:1"]).first?.replies }
      let first = try await ledger.rederive(under: Rules(), at: `The ledger`.now)
      let again = try await ledger.rederive(under: Rules(), at: `The ledger`.now)
      let before = try await replies()
      let changed = try await ledger.rederive(under: Rules(autoReplies: ["*123#"]), at: `The ledger`.now)
      let after = try await replies()
      #expect(first && !again && changed)
      #expect(before == 1 && after == 0)
    }
  }

  @Test(arguments: Engine.available) func `lists by last activity, by source and by waiting`(on engine: Engine)
    async throws
  {
    let records: [Record] = [
      .question("1", at: 0), .question("2", at: 100, answer: "Here"), .question("3", at: 50),
      .question("4", at: 70, source: "shop"),
    ]
    try await withRecords(engine, records) { ledger in
      func keys(source: String? = nil, from offset: Int = 0) async throws -> [String] {
        try await ledger.recentConversations(source: source, limit: 3, offset: offset).map(\.key.text)
      }
      let recent = try await keys()
      #expect(recent == ["facebook:2", "shop:4", "facebook:3"])
      let older = try await keys(from: 3)
      #expect(older == ["facebook:1"])
      let ofShop = try await keys(source: "shop")
      #expect(ofShop == ["shop:4"])
      let soon = Instant(seconds: `The ledger`.now.seconds + 200)
      #expect(try await ledger.conversationCount(waitingAsOf: soon) == 3)
      #expect(try await ledger.conversationCount(source: "facebook", waitingAsOf: soon) == 2)
      #expect(try await ledger.conversationCount(waitingAsOf: Instant(seconds: soon.seconds + 90_000)) == 0)
    }
  }

  @Test(arguments: Engine.available) func `counts again what is shown again after it was told to be gone`(
    on engine: Engine
  ) async throws {
    let record = Record.question("1", answer: "Here")
    try await withRecords(engine, []) { ledger in
      func standing() async throws -> Int64? {
        try await ledger.store.read { db in try db.scalar("SELECT standing FROM conversation_facts") }
      }
      func book(_ body: @escaping @Sendable (Recording) throws -> Void) async throws {
        try await ledger.store.write { db in
          let recording = try Recording(on: db, under: Rules(), at: `The ledger`.now, manner: .snapshot)
          try body(recording)
          _ = try recording.finish()
        }
      }
      let event = Event(
        id: "gone", occurredAt: `The ledger`.now, observedAt: `The ledger`.now, sequence: 0,
        actor: Actor(kind: .unknown, id: "", name: ""), happening: .deleted(true))
      try await book { try $0.record(record) }
      try await book { try $0.take([Notice(record.conversation.key, event)]) }
      let gone = try await standing()
      try await book { try $0.record(record) }
      let back = try await standing()
      #expect(gone == Int64(Standing.deleted.rawValue) && back == Int64(Standing.counted.rawValue))
    }
  }

  static let titles: [(String, String)] = [
    ("Short", "Short"),
    ("Two\nlines", "Two lines"),
    (String(repeating: "word ", count: 40), String(repeating: "word ", count: 17) + "word…"),
    (String(repeating: "ö", count: 80), String(repeating: "ö", count: 45) + "…"),
    (String(repeating: "😀", count: 40), String(repeating: "😀", count: 22) + "…"),
  ]

  @Test(arguments: titles.indices) func `names a conversation by the beginning of its first question`(_ index: Int) {
    let (text, title) = `The ledger`.titles[index]
    let record = Record.question("1", text: text)
    let facts = DerivedFacts(History(record.conversation, events: record.events), under: Rules())
    #expect(facts?.title == title)
  }

  @Test func `tells bytes apart by their fingerprint`() {
    let texts: [[UInt8]] = [[], [0], [0, 0], Array("abcdefgh".utf8), Array("abcdefgi".utf8), Array("abcdefgh1".utf8)]
    #expect(Set(texts.map { Fingerprint(of: $0) }).count == texts.count)
    #expect(Fingerprint(of: texts[3]) == Fingerprint(of: Array("abcdefgh".utf8)))
  }
}

func withRecords(_ engine: Engine, _ records: [Record], _ body: (Ledger) async throws -> Void) async throws {
  try await withStore(engine) { store in
    let ledger = try await Ledger(opening: store)
    try await ledger.store.write { db in
      let recording = try Recording(on: db, under: Rules(), at: `The ledger`.now)
      for record in records { try recording.record(record) }
      _ = try recording.finish()
    }
    try await body(ledger)
  }
}

extension Record {
  static func question(
    _ id: String, at offset: Int64 = 0, source: String = "facebook", text: String = "Hello?", answer: String? = nil
  ) -> Record {
    let start = Instant(seconds: `The ledger`.now.seconds + offset)
    let customer = Actor(kind: .customer, id: id, name: "Customer")
    let agent = Actor(kind: .agent, id: "maya", name: "Maya")
    func message(_ event: String, by actor: Actor, _ text: String, after seconds: Int64) -> Event {
      Event(
        id: event, occurredAt: start + seconds, observedAt: start, sequence: 0, actor: actor,
        happening: .message(.publicReply), text: text)
    }
    var events = [message("q", by: customer, text, after: 0)]
    if let answer { events.append(message("a", by: agent, answer, after: 60)) }
    return Record(
      conversation: Conversation(
        key: ConversationKey(source: source, vendorID: id), channel: .directMessage, customerID: id, hasStates: false),
      events: events, payload: Array("\(source)\(id)\(answer ?? "")".utf8))
  }

  /// One event of every kind that the ledger can hold.
  static let everyKind: Record = {
    let start = `The ledger`.now
    let happenings: [Happening] =
      MessageKind.allCases.map(Happening.message) + ConversationState.allCases.map(Happening.state) + [
        .assignment(personID: "maya"), .assignment(personID: nil), .spam(true), .spam(false), .deleted(true),
        .deleted(false), .merged(into: ConversationKey(source: "shop", vendorID: "2")),
      ]
    let kinds = ActorKind.allCases
    let events = happenings.enumerated().map { number, happening in
      Event(
        id: "e\(number)", occurredAt: start + Int64(number), observedAt: start + 100, sequence: number,
        actor: Actor(kind: kinds[number % kinds.count], id: "id\(number)", name: "Name “\(number)”"),
        happening: happening, text: number % 2 == 0 ? "Text 😀 \(number)" : nil)
    }
    let conversation = Conversation(
      key: ConversationKey(source: "shop", vendorID: "a:b/c ä"), channel: .email, subject: "Subject", customerID: "7",
      customerName: "Ida", inbox: "Pro", createdAt: start, hasStates: true)
    return Record(conversation: conversation, events: events, payload: [1, 2, 3])
  }()
}
