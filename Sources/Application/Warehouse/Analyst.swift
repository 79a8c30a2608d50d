package import CivilTime
import Files
package import Metrics
import SQLCore
package import Support
import Synchronization
import Threads

/// Answers questions from columns in memory, and keeps the columns beside the ledger.
///
/// It has a thread of its own: a question over millions of facts holds up nobody but the next question.
package actor Analyst {
  private let thread = ThreadExecutor(name: "analyst")
  let ledger: Ledger
  private let zones: @Sendable (String) throws -> Zone
  let weekStart: Int
  private let small: Int
  private var expectsAnything = true
  private var naming: Naming
  /// How often the workspace has changed what it calls things.
  private var renamings = 0 { didSet { turn() } }
  private var columns = FactColumns(keeping: FactSection.usual)
  private var change: Int64 = 0 { didSet { turn() } }
  private var facts = FactEdition()
  /// Columns of facts that do not count yet.
  private var coming: LoadedColumns?
  /// Columns that were made for one purpose do not follow the ledger.
  private var isFixed = false
  /// The numbers of the directory, and of what was decided, that the names in use come from.
  private var named: [String: Int64] = [:] { didSet { turn() } }
  private var known: [String: Zone] = [:]
  private var recent = RecentAnswers()
  private let turns = Mutex(0)

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - zones: finds a zone by its IANA name.
  ///   - weekStart: the day that weeks begin with, Monday being 0.
  ///   - naming: what the workspace calls things; what sources call theirs is read from the ledger.
  ///   - small: conversations up to which all facts are kept in memory from the beginning, and changed ones replaced one by
  ///     one however many they are.
  package init(
    of ledger: Ledger, zones: @escaping @Sendable (String) throws -> Zone, weekStart: Int = 0,
    naming: Naming = Naming(), small: Int = 100_000
  ) {
    self.ledger = ledger
    self.small = small
    self.naming = naming
    self.zones = zones
    self.weekStart = weekStart
  }

  deinit { thread.stop() }

  /// How often what answers rest on has become another, so that whoever keeps something made of them knows.
  package nonisolated var edition: Int { turns.withLock { $0 } }

  private nonisolated func turn() { turns.withLock { $0 += 1 } }

  nonisolated var store: any SQLStore { ledger.store }

  /// Before anything is loaded: that what comes is all that will be asked, so that nothing else is loaded for it.
  package func expect(_ queries: [MetricQuery], asOf now: Instant) throws {
    guard columns.conversationCount == 0 else { return }
    let sections = try queries.map { $0.sections(isPast: try isPast($0, at: now)) }
    expectsAnything = false
    columns = FactColumns(keeping: sections.reduce(into: []) { $0.formUnion($1) })
  }

  /// Brings the columns to what the ledger holds now, whichever process wrote it. True when something had changed.
  @discardableResult package func follow() async throws -> Bool {
    if isFixed { return false }
    let (since, known) = (change, facts)
    try await followNames()
    if columns.conversationCount == 0 { return try await loadAll(keeping: columns.kept) }
    let few = max(columns.conversationCount / 4, small)
    let news = try await store.read { db -> ColumnNews? in
      let reader = FactReader(db: db)
      let latest = try reader.latestChange()
      if latest == since { return nil }
      let facts = try reader.edition()
      // Under other rules everything is new, and so it is after a large import: then the columns are loaded as at the start.
      return ColumnNews(
        change: latest, facts: facts, rows: facts == known ? try reader.rows(after: since, upTo: few) : nil)
    }
    // Another call may have come back first with the same news: replacing a row by itself is harmless.
    guard let news, news.change > change, news.facts.number >= facts.number else { return false }
    if news.facts != facts, adoptComing(as: news.facts) {
      // What was booked after they were loaded.
      try await follow()
      return true
    }
    guard let rows = news.rows, news.facts == facts else { return try await loadAll(keeping: columns.kept) }
    columns.replace(rows)
    change = news.change
    return true
  }

  private func loadAll(keeping sections: Set<FactSection>) async throws -> Bool {
    let loaded = try await store.read { [small, expectsAnything] db -> LoadedColumns in
      let reader = FactReader(db: db)
      // Of a small ledger everything fits, and no question has to wait.
      let isSmall = try expectsAnything && reader.count() <= small
      let fresh = FactColumns(keeping: isSmall ? Set(FactSection.allCases) : sections)
      try reader.load(into: fresh)
      db.forgetPages()
      return LoadedColumns(columns: fresh, facts: try reader.edition(), change: try reader.latestChange())
    }
    guard loaded.change > change || loaded.change == change && !sections.isSubset(of: columns.kept) else {
      return false
    }
    take(loaded)
    return true
  }

  private func take(_ loaded: LoadedColumns) {
    loaded.columns.naming = columns.naming
    columns = loaded.columns
    facts = loaded.facts
    change = loaded.change
    coming = nil
    // Facts of before may have stood under the same number.
    recent.forget()
    // Loading takes several times what the columns keep.
    Heap.giveBackWhatIsFree()
  }

  /// Loads facts that are about to count, so that they answer from the moment they do.
  package func prepare(_ made: Rederivation) async throws {
    guard !isFixed, columns.conversationCount > 0 else { return }
    coming = nil
    let sections = columns.kept
    coming = try await store.read { db in
      let reader = FactReader(db: db, of: .next)
      let fresh = FactColumns(keeping: sections)
      try reader.load(into: fresh)
      db.forgetPages()
      let number = try reader.edition().number + 1
      return LoadedColumns(
        columns: fresh, facts: FactEdition(number: number, rules: made.rules), change: try reader.latestChange())
    }
  }

  var isPrepared: Bool { coming != nil }

  private func adoptComing(as edition: FactEdition) -> Bool {
    guard let coming, coming.facts == edition, columns.kept.isSubset(of: coming.columns.kept) else { return false }
    take(coming)
    return true
  }

  /// Gives the system back what starting took, or a sync, and nobody needs now: some milliseconds of this thread.
  package func giveBackMemory() {
    Heap.giveBackWhatIsFree()
    ProgramFiles.leaveWhatIsNotInUse()
  }

  /// Answers from these columns from now on, whatever the ledger does.
  func adopt(_ columns: FactColumns) {
    self.columns = columns
    isFixed = true
    recent.forget()
    turn()
  }

  /// What the workspace calls things from now on.
  package func rename(_ naming: Naming) {
    self.naming = naming
    renamings += 1
    named = [:]
    recent.forget()
  }

  func namingNow() async throws -> Naming {
    try await followNames()
    return columns.naming
  }

  private func followNames() async throws {
    let known = named
    let (own, renamings) = (naming, renamings)
    let news = try await store.read { db -> (numbers: [String: Int64], naming: Naming)? in
      let numbers = try db.numbersOfNames()
      return numbers == known ? nil : (numbers, try db.naming(on: own))
    }
    // Names of before a renaming would be taken for those of now.
    guard let news, renamings == self.renamings else { return }
    columns.naming = news.naming
    named = news.numbers
  }

  /// What things and people are called under some decisions.
  func naming(deciding decisions: DecisionsInForce) async throws -> Naming {
    let own = naming
    return try await store.read { db in try db.naming(on: own, deciding: decisions) }
  }

  /// Answers the same questions as things are, and as they would be if something were decided about names.
  package func answers(
    to queries: [MetricQuery], deciding wishes: [IdentityDecision], asOf now: Instant
  ) async throws -> [(before: Answer, after: Answer)] {
    let other = try await naming(deciding: .with(wishes))
    for query in queries { try await keep(query.sections(isPast: try isPast(query, at: now))) }
    let zones = try queries.map { try zone($0.zone) }
    func all() -> [Answer] {
      zip(queries, zones).map { columns.answer($0, in: $1, asOf: now, weekStart: weekStart) }
    }
    // Nothing else runs on this thread until both are told, so nobody sees names that nobody decided.
    let before = all()
    let present = columns.naming
    columns.naming = other
    let after = all()
    columns.naming = present
    return zip(before, after).map { ($0, $1) }
  }

  /// What things and people are called now.
  package var currentNaming: Naming { columns.naming }

  /// Whom facts name, where, how often and when.
  package func mentions() async throws -> [Mention] {
    try await keep([.messages, .conversation])
    return columns.mentions()
  }

  /// Loads what a question needs and memory does not hold.
  private func keep(_ sections: Set<FactSection>) async throws {
    // Columns that were read while another call brought newer ones are of no use; an answer without its facts would be
    // wrong, so it is tried again.
    while !sections.isSubset(of: columns.kept), columns.conversationCount > 0 {
      try Task.checkCancellation()
      _ = try await loadAll(keeping: columns.kept.union(sections))
    }
  }

  /// Whose conversations are no client's, and how many each company has.
  package func unowned(since start: Instant) async throws -> Unowned {
    try await keep([.conversation, .customers])
    return columns.unowned(since: start)
  }

  private func isPast(_ query: MetricQuery, at now: Instant) throws -> Bool {
    let end = try zone(query.zone).start(of: query.period.to)
    return min(end, query.until ?? end) <= now
  }

  /// How far that is known on which the answer to a question rests.
  package func standing(for query: MetricQuery, asOf now: Instant) async throws -> DataStanding {
    let wanted = query.filters.filter { $0.dimension == .source }.flatMap(\.values)
    return try await ledger.standing(over: query.period, in: try zone(query.zone), of: wanted, asOf: now)
  }

  package func answer(_ query: MetricQuery, asOf now: Instant) async throws -> Answer {
    if query.metric.isOfSources { return try await standing(for: query, asOf: now).answer(query) }
    try await keep(query.sections(isPast: try isPast(query, at: now)))
    let ground = RecentAnswers.Ground(now: now, change: change, named: named)
    if let answer = recent.answer(to: query, on: ground) { return answer }
    let answer = columns.answer(query, in: try zone(query.zone), asOf: now, weekStart: weekStart)
    recent.keep(answer, to: query, on: ground)
    return answer
  }

  /// The answer, that of an earlier period, and what has changed.
  package func answer(
    _ query: MetricQuery, comparedWith comparison: Comparison, asOf now: Instant
  ) async throws -> ComparedAnswer {
    if query.metric.isOfSources {
      let earlier = comparison.question(before: query, in: try zone(query.zone), asOf: now)
      return ComparedAnswer(
        comparison, now: try await answer(query, asOf: now), before: try await answer(earlier, asOf: now))
    }
    try await keep(query.sections(isPast: true))
    return columns.answer(
      query, comparedWith: comparison, in: try zone(query.zone), asOf: now, weekStart: weekStart)
  }

  /// Takes the change since an earlier period apart over the breakdown of the question.
  package func change(
    of query: MetricQuery, since comparison: Comparison, _ statistic: ChangeAccount.Statistic? = nil, asOf now: Instant
  ) async throws -> ChangeAccount {
    try await keep(query.sections(isPast: true))
    return try columns.change(
      of: query, since: comparison, statistic, in: try zone(query.zone), asOf: now, weekStart: weekStart)
  }

  /// Writes a sheet part by part. It is read from the ledger and not from the columns, so questions go on meanwhile.
  package nonisolated func write(
    _ sheet: ConversationSheet, _ body: (_ rows: [[String]]) async throws -> Void
  ) async throws {
    try await ledger.write(sheet, naming: try await namingNow(), body)
  }

  package func receipt(
    of query: MetricQuery, leftOut rule: Exclusion? = nil, asOf now: Instant
  ) async throws -> [ReceiptRow] {
    try await keep(query.sections(isPast: try isPast(query, at: now)))
    return columns.receipt(of: query, leftOut: rule, in: try zone(query.zone), asOf: now, weekStart: weekStart)
  }

  /// Of the rows behind a number the longest, the longest first.
  package func longest(_ count: Int, of query: MetricQuery, asOf now: Instant) async throws -> [ReceiptRow] {
    try await keep(query.sections(isPast: try isPast(query, at: now)))
    return columns.longest(count, of: query, in: try zone(query.zone), asOf: now)
  }

  package var size: (conversations: Int, messages: Int) { (columns.conversationCount, columns.messageCount) }

  /// What the columns take of the memory.
  package var bytes: Int { columns.bytes }

  package func ruleTouches() async throws -> RuleTouches {
    try await keep([.conversation, .messages])
    return columns.ruleTouches()
  }

  func zone(_ name: String) throws -> Zone {
    if let zone = known[name] { return zone }
    let zone = try zones(name)
    known[name] = zone
    return zone
  }
}

private struct ColumnNews: Sendable {
  let change: Int64
  let facts: FactEdition
  /// Nothing where they are too many to be replaced one by one, or others altogether.
  let rows: [(key: ConversationKey, facts: PackedFacts)]?
}

/// Columns on their way from the reader's thread to the analyst's.
///
/// Sendable although `FactColumns` is not: the reader made them, hands them over and keeps nothing.
private struct LoadedColumns: @unchecked Sendable {
  let columns: FactColumns
  let facts: FactEdition
  let change: Int64
}
