import Metrics
import SQLCore
import Support

/// Derives facts from histories and stores them, together with those of conversations that they were merged into.
struct FactDeriving {
  let db: any SQLConnection
  let rules: Rules

  /// - Parameter rules: the settings'. What sources call their people and places by id is added from the directory, and
  ///   what was decided about them is read here, so that whoever writes facts next knows it, in whichever process.
  init(on db: any SQLConnection, under rules: Rules, deciding decisions: DecisionsInForce = .all) throws {
    self.db = db
    var rules = try db.rules(on: rules, deciding: decisions)
    try db.addNames(to: &rules)
    self.rules = rules
  }

  func derive(_ histories: [History], change: Int64) throws {
    let keys = Set(histories.map(\.conversation.key.text))
    let targets = try noteMerges(histories).subtracting(keys)
    let others = try db.histories(of: targets.sorted())
    let all = others.isEmpty ? histories : histories + others.values
    let facts = try facts(of: all)
    try FactWriter(db: db, change: change).write(facts)
    // Those who make all facts anew may have passed these conversations already.
    if try db.rederivation() != nil { try FactWriter(db: db, change: change, tables: .next).write(facts) }
  }

  /// - Returns: by key; conversations that no instant is known of have none.
  func facts(of histories: [History]) throws -> [DerivedFacts] {
    // Places are sorted and not histories, which are large.
    let places = Dictionary(histories.indices.map { (histories[$0].conversation.key.text, $0) }) { _, last in last }
    let absorbed = try absorbed(by: Array(places.keys))
    return places.sorted { $0.key < $1.key }.compactMap { key, place in
      DerivedFacts(histories[place], absorbing: absorbed[key] ?? [], under: rules)
    }
  }

  /// What is known of one conversation, with facts as they are counted.
  func evidence(of history: History) throws -> ConversationEvidence {
    let key = history.conversation.key.text
    let facts = Facts(of: history, absorbing: try absorbed(by: [key])[key] ?? [], under: rules)
    return ConversationEvidence(history: history, facts: facts, rules: rules)
  }

  /// Writes down what was merged into what, and answers the conversations that now hold more.
  private func noteMerges(_ histories: [History]) throws -> Set<String> {
    let merges = histories.compactMap { history in
      history.mergedInto.map { (absorbed: history.conversation.key.text, target: $0.text) }
    }
    guard !merges.isEmpty else { return [] }
    try db.run("DELETE FROM merges WHERE absorbed IN (\(list: merges.map(\.absorbed)))")
    let writer = try db.bulkWriter(
      into: "merges", columns: ["conversation_key", "absorbed"], key: ["conversation_key", "absorbed"],
      onConflict: .ignore)
    for merge in merges {
      writer.text(merge.target)
      writer.text(merge.absorbed)
      try writer.endRow()
    }
    try writer.finish()
    return Set(merges.map(\.target))
  }

  /// The histories that were merged into each conversation, also through others.
  private func absorbed(by targets: [String]) throws -> [String: [History]] {
    var sources: [String: Set<String>] = [:]
    var asked: Set<String> = []
    var asking = targets
    while !asking.isEmpty {
      asked.formUnion(asking)
      var next: Set<String> = []
      try db.rows("SELECT conversation_key, absorbed FROM merges WHERE conversation_key IN (\(list: asking))") { row in
        let (target, absorbed) = (try row.text(0), try row.text(1))
        sources[target, default: []].insert(absorbed)
        next.insert(absorbed)
      }
      asking = next.subtracting(asked).sorted()
    }
    guard !sources.isEmpty else { return [:] }
    let histories = try db.histories(of: Set(sources.values.joined()).sorted())
    var found: [String: [History]] = [:]
    for target in targets where sources[target] != nil {
      var all: Set<String> = []
      var open = [target]
      while let one = open.popLast() {
        for source in sources[one] ?? [] where source != target && all.insert(source).inserted { open.append(source) }
      }
      found[target] = all.sorted().compactMap { histories[$0] }
    }
    return found
  }
}

extension History {
  /// Into which conversation it was merged, as last said.
  var mergedInto: ConversationKey? {
    for index in events.indices.reversed() {
      if case .merged(let key) = events[index].happening { return key }
    }
    return nil
  }
}

extension SQLConnection {
  /// Adds what sources call their people, teams and inboxes; companies only where a rule looks at them.
  func addNames(to rules: inout Rules) throws {
    var kinds: [DirectoryEntry.Kind] = [.person, .bot, .team, .inbox]
    if rules.looksAtClients { kinds.append(.company) }
    try addNames(of: kinds, to: &rules.directory)
  }

  func addNames(of kinds: [DirectoryEntry.Kind], to names: inout Names) throws {
    var found = names
    try rows(
      "SELECT source_id, kind, vendor_id, name FROM directory WHERE kind IN (\(list: kinds.map(\.rawValue)))"
    ) { row in
      guard let kind = DirectoryEntry.Kind(rawValue: try row.text(1)) else { return }
      found.add(DirectoryEntry(kind, id: try row.text(2), name: try row.text(3)), of: try row.text(0))
    }
    names = found
  }
}
