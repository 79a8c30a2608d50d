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
    for company in companies { naming.takeDomains(of: company.entry, in: company.source) }
    for contact in contacts { naming.take(contact) }
    return naming
  }

  /// A company owns the domains that its help desk knows of it, unless somebody else does.
  private mutating func takeDomains(of company: DirectoryEntry, in source: String) {
    let client = clients.client(called: [company.id, company.name], in: source) ?? company.name
    for domain in company.details["domains"] ?? [] where !clients.owns(domain) { clients.add(client, domain: domain) }
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
    case .company:
      guard let source = decision.source else { return }
      for alias in [decision.vendorID, decision.calling].compactMap({ $0 }) {
        clients.add(decision.subject, as: alias, in: source)
      }
    case .person, .reject, .role, .left, .contact, .notContact, .undo: break
    }
  }

  /// Who has a name in a source at a moment.
  package func person(called name: String, in source: String, at instant: Instant) -> String {
    people.person(called: name, in: source, at: seconds(instant))
  }

  /// Everybody whose work is known people's work.
  package var listedNames: Set<String> { Set(listed.map(\.name)) }
}

extension PersonNames {
  /// Full names of the list, however they are written, mean whom they name.
  mutating func take(fullNames matcher: PeopleMatcher, except refused: Set<String>) {
    self.matcher = matcher
    self.refused = refused
  }
}
