package import CivilTime
package import Support

extension Naming {
  /// With what was decided, and with what is certain of what sources call people, on top of the settings.
  ///
  /// - Parameters:
  ///   - callings: whom the sources list as their people.
  ///   - companies: what the sources list as companies.
  ///   - contacts: who is known beside the conversations.
  package func with(
    _ book: IdentityBook, callings: [Calling], companies: [(source: String, entry: DirectoryEntry)] = [],
    contacts: [Contact] = []
  ) -> Naming {
    var naming = self
    naming.listed += book.people
    let matcher = PeopleMatcher(naming.listed)
    let present = Set(callings.map { [$0.source, $0.name] })
    for calling in callings {
      // A name that somebody else has by now is theirs.
      for name in calling.former where !present.contains([calling.source, name]) {
        naming.people.add(name, is: calling.name, in: calling.source)
      }
      guard let found = matcher.exact(calling), !book.refused(calling).contains(found.person) else { continue }
      naming.people.add(calling.name, is: found.person, in: calling.source)
    }
    let refused = Set(book.of(.reject).compactMap(\.calling))
    if !naming.listed.isEmpty { naming.people.take(fullNames: matcher, except: refused) }
    for decision in book.valid { naming.take(decision, callings) }
    naming.takeClients(book, companies)
    for contact in contacts { naming.take(contact) }
    return naming
  }

  /// Between the days on which a decision about companies or domains begins or ends, the same clients hold.
  private mutating func takeClients(_ book: IdentityBook, _ companies: [(source: String, entry: DirectoryEntry)]) {
    let settings = clients
    let decisions = book.valid.filter { $0.kind == .company || $0.kind == .domain }
    func owners(at instant: UInt32) -> Clients {
      var owners = settings
      for decision in decisions where (decision.from.map(seconds) ?? 0) <= instant {
        if instant < decision.to.map(seconds) ?? .max { owners.take(decision) }
      }
      for company in companies { owners.takeDomains(of: company.entry, in: company.source) }
      return owners
    }
    let turns = Set(decisions.flatMap { [$0.from, $0.to].compactMap { $0.map(seconds) } }).sorted()
    formerClients = turns.enumerated().map { place, turn in
      FormerClients(until: turn, clients: owners(at: place == 0 ? 0 : turns[place - 1]))
    }
    clients = owners(at: turns.last ?? 0)
  }

  private mutating func take(_ contact: Contact) {
    guard let company = contact.companies.first else { return }
    contacts[Hash.of(contact.email.lowercased())] =
      clients.client(called: contact.companies, in: contact.source) ?? company
  }

  private mutating func take(_ decision: IdentityDecision, _ callings: [Calling]) {
    let from = decision.from.map(seconds) ?? 0
    let to = decision.to.map(seconds) ?? .max
    switch decision.kind {
    case .alias:
      let ofID = callings.filter { calling in
        calling.vendorID != nil && calling.vendorID == decision.vendorID && calling.source == decision.source
      }
      for name in Set(ofID.map(\.name) + [decision.calling].compactMap { $0 }).sorted() {
        people.add(name, is: decision.subject, in: decision.source, from: from, to: to)
      }
    case .merge:
      if let other = decision.other { people.add(decision.subject, is: other, from: from, to: to) }
    case .team:
      guard let team = decision.other else { return }
      memberships.insert(Membership(person: decision.subject, team: team, from: from, to: to), at: 0)
    case .tag:
      guard let tag = decision.calling else { return }
      products.take(tag, as: decision.subject, from: from, to: to)
    case .person, .reject, .role, .left, .company, .domain, .contact, .notContact, .passOver, .undo: break
    }
  }

  /// Who has a name in a source at a moment.
  package func person(called name: String, in source: String, at instant: Instant) -> String {
    people.person(called: name, in: source, at: seconds(instant))
  }

  /// Everybody whose work is known people's work.
  package var listedNames: Set<String> { Set(listed.map(\.name)) }
}

extension ProductRules {
  /// A tag that was decided about tells of that product alone, for as long as that holds.
  fileprivate mutating func take(_ tag: String, as product: String, from: UInt32, to: UInt32) {
    let tag = tag.lowercased()
    rules = rules.flatMap { rule -> [Rule] in
      guard rule.tags.contains(tag), rule.from < to, from < rule.to else { return [rule] }
      return rule.without(tag, from: from, to: to)
    }
    rules.append(Rule(product: product, tags: [tag], from: from, to: to))
  }
}

extension ProductRules.Rule {
  /// The same rule in up to three whiles, in the middle one of which it does not know the tag.
  fileprivate func without(_ tag: String, from: UInt32, to: UInt32) -> [ProductRules.Rule] {
    func during(_ start: UInt32, _ end: UInt32) -> ProductRules.Rule {
      var rule = self
      rule.from = max(start, self.from)
      rule.to = min(end, self.to)
      return rule
    }
    var middle = during(from, to)
    middle.tags.remove(tag)
    return [during(0, from), middle, during(to, .max)].filter { $0.from < $0.to }
  }
}

extension Clients {
  /// A company owns the domains that its help desk knows of it, unless somebody else does.
  fileprivate mutating func takeDomains(of company: DirectoryEntry, in source: String) {
    let client = client(called: [company.id, company.name], in: source) ?? company.name
    for domain in company.details["domains"] ?? [] where !owns(domain) { add(client, domain: domain) }
  }
}

extension PersonNames {
  /// Full names of the list, however they are written, mean whom they name.
  mutating func take(fullNames matcher: PeopleMatcher, except refused: Set<String>) {
    self.matcher = matcher
    self.refused = refused
  }
}
