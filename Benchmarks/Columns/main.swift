import CivilTime
import Files
import Metrics
import Runtime
import SQLCore
import Support
import Sync
import Synchronization
import Warehouse

// What `run.py` times from inside: see the README beside it.
do {
  Heap.staySmall()  // as a server does
  let arguments = Array(CommandLine.arguments.dropFirst())
  switch (arguments.first, arguments.count) {
  case ("columns", 4): try answerFromMadeUpColumns(seed: arguments[1], conversations: arguments[2], to: arguments[3])
  case ("create", 2): try await Ledger(at: .sqlite(path: arguments[1])).close()
  case ("fill", 4): try await fill(arguments[3], seed: arguments[1], conversations: arguments[2])
  case ("load", 2): try await loadFacts(of: arguments[1])
  case ("import", 3): try await importMessenger(arguments[1], into: arguments[2])
  default:
    print(
      "columns SEED CONVERSATIONS FOLDER | create STORE | fill SEED CONVERSATIONS STORE | load STORE | import FILE STORE"
    )
  }
}

/// Makes facts, leaves them in the folder for the peers, and answers questions from standard input.
func answerFromMadeUpColumns(seed: String, conversations: String, to folder: String) throws {
  let count = Int(conversations) ?? 1_000_000
  var desk = MadeUpDesk(seed: UInt64(seed) ?? 1)
  var dump = FactDump()
  var packed: [(key: ConversationKey, facts: PackedFacts)] = []
  packed.reserveCapacity(count)
  for _ in 0..<count {
    let history = desk.next()
    let facts = Facts(of: history, under: Rules())
    dump.add(history, facts)
    if let bytes = PackedFacts(history.conversation, facts, under: Rules()) {
      packed.append((history.conversation.key, bytes))
    }
  }
  try dump.write(to: folder)
  dump = FactDump()

  let before = Memory.now()
  let (columns, nanoseconds) = load(packed, keeping: FactSection.usual)
  let bytes = Memory.now() - before
  packed = []
  print(#"{"load_ns": \#(nanoseconds), "messages": \#(columns.messageCount), "bytes": \#(bytes)}"#)
  try Answering(from: columns).run()
}

/// Leaves the facts of a made-up desk in a store, as a sync of it would.
func fill(_ path: String, seed: String, conversations: String) async throws {
  let ledger = try await Ledger(at: .sqlite(path: path))
  let count = Int(conversations) ?? 1_000_000
  let seed = UInt64(seed) ?? 1
  try await ledger.store.write { db in
    var desk = MadeUpDesk(seed: seed)
    let writer = try db.bulkWriter(
      into: "packed_facts", columns: ["conversation_key", "change", "facts"], key: ["conversation_key"],
      onConflict: .replace)
    for _ in 0..<count {
      let history = desk.next()
      guard let facts = PackedFacts(history.conversation, Facts(of: history, under: Rules()), under: Rules()) else {
        continue
      }
      writer.text(history.conversation.key.text)
      writer.integer(1)
      writer.blob(facts.bytes)
      try writer.endRow()
    }
    try writer.finish()
    try db.run("UPDATE ledger_state SET number = 1 WHERE name = 'change'")
  }
  await ledger.close()
}

func load(
  _ packed: [(key: ConversationKey, facts: PackedFacts)], keeping sections: Set<FactSection>
) -> (columns: FactColumns, nanoseconds: UInt64) {
  let columns = FactColumns(keeping: sections)
  columns.reserve(conversations: packed.count)
  let start = SystemClock.monotonicNanoseconds()
  for (key, facts) in packed { columns.load(key, facts) }
  columns.settle()
  return (columns, SystemClock.monotonicNanoseconds() - start)
}

/// Times how long the columns need to come up from a store, as a server does when it starts, and then how soon a question
/// knows of a sync, of products that are called otherwise, and of facts under other rules.
func loadFacts(of path: String) async throws {
  let ledger = try await Ledger(at: .sqlite(path: path))
  let zones = ZoneLibrary()
  let analyst = Analyst(of: ledger, zones: { try zones.zone(named: $0) })
  let before = Memory.now()
  let loading = try await duration { try await analyst.follow() }
  let bytes = Memory.now() - before
  let size = await analyst.size
  let question = try MetricQuery(pairs: [
    ("metric", "M01"), ("from", "2025-12-01"), ("to", "2026-01-01"), ("zone", "Europe/Berlin"), ("by", "product"),
  ])
  @Sendable func ask() async throws { _ = try await analyst.answer(question, asOf: MadeUpDesk.now) }
  try await ask()
  try await sync(500, of: ledger)
  let following = try await duration {
    try await analyst.follow()
    try await ask()
  }
  let products = (0..<20).map { ProductRules.Rule(product: "Product \($0)", tags: ["product-\($0)"]) }
  await analyst.rename(Naming(products: ProductRules(products)))
  let renaming = try await duration {
    try await analyst.follow()
    try await ask()
  }
  let changing = try await changeRules(of: ledger, preparing: analyst) {
    try await analyst.follow()
    try await ask()
  }
  print(
    #"{"load_ns": \#(loading), "conversations": \#(size.conversations), "messages": \#(size.messages), "#
      + #""bytes": \#(bytes), "follow_ns": \#(following), "rename_ns": \#(renaming), "rules_ns": \#(changing)}"#)
  await ledger.close()
}

/// Times the work from the moment that other rules count. Facts under them are copies of those of before: how long they
/// take to derive is not what is timed.
func changeRules(
  of ledger: Ledger, preparing analyst: Analyst, _ work: @escaping @Sendable () async throws -> Void
) async throws -> UInt64 {
  let nanoseconds = Mutex<UInt64>(0)
  // Other ones at each run on the same store.
  let rules = Rules(inactivityGap: SystemClock.seconds())
  try await ledger.rederive(
    under: rules, at: MadeUpDesk.now,
    preparing: { made in
      try await ledger.store.write { db in try db.run("INSERT INTO next_packed_facts SELECT * FROM packed_facts") }
      try await analyst.prepare(made)
    },
    following: {
      let time = try await duration(of: work)
      nanoseconds.withLock { $0 = time }
    })
  return nanoseconds.withLock { $0 }
}

func duration(of work: () async throws -> Void) async throws -> UInt64 {
  let start = SystemClock.monotonicNanoseconds()
  try await work()
  return SystemClock.monotonicNanoseconds() - start
}

/// Leaves so many conversations from all over the store as a sync that changed them would.
func sync(_ count: Int, of ledger: Ledger) async throws {
  try await ledger.store.write { db in
    let keys = try db.all("SELECT conversation_key FROM packed_facts ORDER BY facts LIMIT \(count)") { try $0.text(0) }
    try db.run("UPDATE ledger_state SET number = number + 1 WHERE name = 'change'")
    let change: Int64 = try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
    try db.run("UPDATE packed_facts SET change = \(change) WHERE conversation_key IN (\(list: keys))")
  }
}

/// One upload into a store, as the command does it.
func importMessenger(_ file: String, into store: String) async throws {
  let ledger = try await Ledger(at: .sqlite(path: store))
  let report = try await MessengerImport(into: ledger, under: Rules(), source: "facebook").run(
    label: file, at: Instant(seconds: 1_780_000_000), clock: { Instant(seconds: 1_780_000_000) },
    chunks: FileChunks(of: file).next)
  await ledger.close()
  print(#"{"conversations": \#(report.conversations), "messages": \#(report.messages)}"#)
}
