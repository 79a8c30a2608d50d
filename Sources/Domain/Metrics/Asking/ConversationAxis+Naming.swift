import Support

extension FactColumns {
  /// The products of each conversation, which share it. What no rule covers is “Unmapped”, always shown.
  func products(at end: UInt32) -> ConversationAxis {
    let sets = codes(of: attributes.tags, at: end)
    let inboxes = codes(of: attributes.inbox, at: end)
    let pipelines = codes(of: attributes.pipeline, at: end)
    let categories = codes(of: attributes.category, at: end)
    let fields = attributes.fields.now
    var labels = NameTable<UInt32>(beginningWith: [ProductRules.unmapped])
    var companies = NameTable<UInt32>()
    var parts: [[ConversationAxis.Part]] = []
    var known: [ProductKey: UInt32] = [:]
    let rules = naming.products
    let eras = Eras(rules.turns)
    let codes = sets.indices.map { index -> UInt32 in
      let key = ProductKey(
        tags: sets[index], inbox: rules.looksAtInboxes ? inboxes[index] : 0,
        pipeline: rules.looksAtPipelines ? pipelines[index] : 0,
        category: rules.looksAtCategories ? categories[index] : 0,
        fields: UInt32(fields[index]), era: eras.isOne ? 0 : eras.era(of: conversations.created[index]))
      if let code = known[key] { return code }
      let products = rules.products(of: clues(key), at: eras.start(of: key.era))
      let code = companies.code(of: products.joined(separator: "\t"))
      if Int(code) == parts.count {
        let names = products.isEmpty ? [ProductRules.unmapped] : products
        parts.append(
          names.enumerated().map { place, name in
            let share = rules.split == .priority ? (place == 0 ? 1 : 0) : 1 / Double(names.count)
            return ConversationAxis.Part(label: Int(labels.code(of: name)), share: share)
          }.filter { $0.share > 0 })
      }
      known[key] = code
      return code
    }
    return ConversationAxis(codes: codes, labels: labels.names, parts: parts)
  }

  private func clues(_ key: ProductKey) -> ProductClues {
    let inbox = FactColumns.split(attributes.inbox.names[UInt16(clamping: key.inbox)])
    let pipeline = FactColumns.split(attributes.pipeline.names[UInt16(clamping: key.pipeline)])
    return ProductClues(
      tags: attributes.tags.names[key.tags].split(separator: "\t").map(String.init),
      inbox: callings(of: inbox, .inbox), pipeline: callings(of: pipeline, .pipeline),
      category: attributes.category.names[UInt16(clamping: key.category)],
      fields: attributes.fields.names[UInt16(clamping: key.fields)].split(separator: "\t").map(String.init))
  }

  private func callings(of place: (source: String, id: String)?, _ kind: DirectoryEntry.Kind) -> [String] {
    guard let place else { return [] }
    return [place.id] + (naming.directory.name(of: place.id, as: kind, in: place.source).map { [$0] } ?? [])
  }

  /// The source's company or department, else a known contact's company, else a client that owns the mail domain, else
  /// nobody's (METRICS §10).
  func clients(at end: UInt32) -> ConversationAxis {
    let companies = codes(of: attributes.company, at: end)
    let domains = attributes.domain.now
    var labels = NameTable<UInt32>(beginningWith: [ClientRules.none])
    let whiles = (naming.formerClients.map(\.clients) + [naming.clients]).map { owners(under: $0, &labels) }
    let eras = Eras(naming.formerClients.map(\.until))
    let contacts = conversations.customer.isEmpty ? [:] : naming.contacts
    let ofContact = contacts.mapValues { labels.code(of: $0) }
    let codes = companies.indices.map { index in
      let owners = whiles[eras.isOne ? 0 : Int(eras.era(of: conversations.created[index]))]
      return owners.ofCompany[Int(companies[index])]
        ?? (ofContact.isEmpty ? nil : ofContact[conversations.customer[index]]) ?? owners.ofDomain[Int(domains[index])]
    }
    return ConversationAxis(codes: codes, labels: labels.names)
  }

  /// Whose each company and each domain is, by their codes.
  private func owners(
    under clients: Clients, _ labels: inout NameTable<UInt32>
  ) -> (ofCompany: [UInt32?], ofDomain: [UInt32]) {
    let ofCompany = attributes.company.names.names.map { name -> UInt32? in
      guard let (source, id) = FactColumns.split(name) else { return nil }
      let calling = naming.directory.name(of: id, as: .company, in: source)
      let client = clients.client(called: [id] + (calling.map { [$0] } ?? []), in: source)
      return labels.code(of: client ?? calling ?? id)
    }
    let ofDomain = attributes.domain.names.names.map { domain -> UInt32 in
      clients.client(of: [], email: "x@\(domain)", in: "").map { labels.code(of: $0) } ?? 0
    }
    return (ofCompany, ofDomain)
  }

  /// Everybody who answered in a conversation, once each or in parts of one: who they are, and in which team, at the
  /// period's end.
  func people(by attribution: Attribution, teams: Bool, at end: UInt32) -> ConversationAxis {
    let people = personLabels()
    var labels = NameTable<UInt32>()
    func parts(of members: some Sequence<ParticipantTable.Member>, in source: UInt8) -> [ConversationAxis.Part] {
      var names: [String] = []
      for member in members {
        let person = people.name(of: member.person, in: source, at: end &- 1)
        let name = teams ? naming.team(of: person, at: end &- 1) ?? FactColumns.noTeam : person
        if !names.contains(name) { names.append(name) }
      }
      if names.isEmpty { names = [teams ? FactColumns.noTeam : FactColumns.unassigned] }
      let share = attribution == .fairSplit ? 1 / Double(names.count) : 1
      return names.map { ConversationAxis.Part(label: Int(labels.code(of: $0)), share: share) }
    }
    let companies = (0..<participants.count).lazy.map { [participants] in participants.company($0) }
    var codes = conversations.participants.values
    var found: [[ConversationAxis.Part]] = []
    if people.isTimeless {
      found = companies.map { parts(of: $0, in: 0) }
    } else {
      // One company of names may be other people elsewhere.
      for source in sources.names.indices { found += companies.map { parts(of: $0, in: UInt8(clamping: source)) } }
      for index in codes.indices { codes[index] += UInt32(keys.source(of: index)) * UInt32(companies.count) }
    }
    return ConversationAxis(
      codes: codes, labels: labels.names, parts: found, addsUp: attribution == .fairSplit)
  }

  static let noTeam = "No team"
  /// Who is credited with what no person did.
  package static let unassigned = "Unassigned"
}

private struct ProductKey: Hashable {
  var tags: UInt32
  var inbox: UInt32
  var pipeline: UInt32
  var category: UInt32
  var fields: UInt32
  var era: UInt32
}

/// Whiles in which the same rules hold, numbered from the first; each begins at a turn.
private struct Eras {
  private let turns: [UInt32]

  init(_ turns: [UInt32]) { self.turns = turns }

  var isOne: Bool { turns.isEmpty }

  func era(of instant: UInt32) -> UInt32 { UInt32(turns.firstIndex { instant < $0 } ?? turns.count) }

  func start(of era: UInt32) -> UInt32 { era == 0 ? 0 : turns[Int(era) - 1] }
}
