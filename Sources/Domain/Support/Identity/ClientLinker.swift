/// A client as reports know it: who is in charge there, and from which domains its people write.
package struct ClientProfile: Equatable, Sendable {
  package var name: String
  /// The prime user first, then the head.
  package var heads: [String]
  package var domains: [String]

  package init(_ name: String, heads: [String] = [], domains: [String] = []) {
    self.name = name
    self.heads = heads
    self.domains = domains
  }
}

/// Somebody in an audience.
package struct Contact: Hashable, Sendable {
  package var source: String
  package var name: String
  package var email: String
  /// Whether mail may be sent there.
  package var isActive: Bool
  package var companies: [String]

  package init(_ name: String, email: String, isActive: Bool = true, companies: [String] = [], in source: String = "") {
    self.source = source
    self.name = name
    self.email = email
    self.isActive = isActive
    self.companies = companies
  }
}

/// How a client stands with the audience that its reports go to.
package struct ClientLink: Equatable, Sendable {
  package enum State: String, Sendable, CaseIterable {
    case linked
    /// Somebody is in charge there who is in no audience yet.
    case contactToAdd = "contact_to_add"
    case noContact = "no_contact"
  }

  package var client: String
  package var state: State
  package var contact: Contact?
  package var match: MatchKind?
  /// What was found, or why nothing was, in words.
  package var why: String
  /// Whom to add to the audience.
  package var toAdd: String?
  /// Who it may be, for somebody to decide.
  package var suggestions: [Suggestion]

  package init(
    client: String, state: State, contact: Contact? = nil, match: MatchKind? = nil, why: String, toAdd: String? = nil,
    suggestions: [Suggestion] = []
  ) {
    self.client = client
    self.state = state
    self.contact = contact
    self.match = match
    self.why = why
    self.toAdd = toAdd
    self.suggestions = suggestions
  }
}

/// Finds the contact of each client: by the name of who is in charge, then by mail domain, then by likeness, which somebody
/// must confirm.
package struct ClientLinker: Sendable {
  private let active: [Contact]
  private let byName: [FoldedName: [Contact]]
  private let byDomain: [String: [Contact]]
  private let byAddress: [String: Contact]
  private let asleep: Set<FoldedName>
  private let matcher: PeopleMatcher

  package init(_ contacts: [Contact]) {
    active = contacts.filter(\.isActive).sorted { ($0.email, $0.source) < ($1.email, $1.source) }
    byName = Dictionary(grouping: active) { FoldedName($0.name) }
    // Anybody's domain is nobody's.
    byDomain = Dictionary(grouping: active) { mailDomain(of: $0.email) ?? "" }.filter {
      !$0.key.isEmpty && !FreeMail.covers($0.key)
    }
    byAddress = Dictionary(active.map { ($0.email.lowercased(), $0) }) { first, _ in first }
    asleep = Set(contacts.filter { !$0.isActive }.map { FoldedName($0.name) })
    matcher = PeopleMatcher(active.map { KnownPerson($0.name) })
  }

  package func link(_ client: ClientProfile, under book: IdentityBook = IdentityBook()) -> ClientLink {
    let refused = Set(
      book.of(.notContact).filter { $0.subject == client.name }.compactMap { $0.other?.lowercased() })
    if let told = book.valid.last(where: { $0.kind == .contact && $0.subject == client.name }), let address = told.other
    {
      guard let contact = byAddress[address.lowercased()] else {
        return open(client, "\(address) was chosen and is in no audience", refused)
      }
      return linked(client, contact, .told, "chosen by \(told.by)")
    }
    for (place, head) in client.heads.enumerated() {
      let found = (byName[FoldedName(head)] ?? []).filter { !refused.contains($0.email.lowercased()) }
      if found.count == 1 {
        return linked(client, found[0], .exact, place == 0 ? "the prime user's name" : "the head's name")
      }
      if found.count > 1 { return open(client, "\(found.count) contacts are called \(head)", refused) }
    }
    for domain in client.domains.map({ $0.lowercased() }) {
      let found = (byDomain[domain] ?? []).filter { !refused.contains($0.email.lowercased()) }
      if let first = found.first { return linked(client, first, .partial, "the mail domain \(domain)") }
    }
    return open(client, nil, refused)
  }

  private func linked(_ client: ClientProfile, _ contact: Contact, _ match: MatchKind, _ why: String) -> ClientLink {
    ClientLink(client: client.name, state: .linked, contact: contact, match: match, why: why)
  }

  private func open(_ client: ClientProfile, _ why: String?, _ refused: Set<String>) -> ClientLink {
    let suggestions = suggestions(for: client, refused)
    guard let head = client.heads.first else {
      return ClientLink(
        client: client.name, state: .noContact, why: why ?? "nobody is named as prime user or head",
        suggestions: suggestions)
    }
    let isAsleep = client.heads.contains { asleep.contains(FoldedName($0)) }
    return ClientLink(
      client: client.name, state: .contactToAdd,
      why: why ?? (isAsleep ? "\(head) is in the audience and gets no mail" : "\(head) is in no audience"),
      toAdd: head, suggestions: suggestions)
  }

  /// Addresses, with the names that are like those in charge, or the contacts' companies that are like the client.
  private func suggestions(for client: ClientProfile, _ refused: Set<String>) -> [Suggestion] {
    var best: [String: Suggestion] = [:]
    func offer(_ contact: Contact, _ kind: MatchKind, _ confidence: Double, _ why: String) {
      guard !refused.contains(contact.email.lowercased()) else { return }
      if let known = best[contact.email], known.confidence >= confidence { return }
      best[contact.email] = Suggestion(contact.email, kind, confidence: confidence, why: why)
    }
    for head in client.heads {
      for found in matcher.suggestions(for: Calling(head, in: "")) {
        for contact in active where contact.name == found.person {
          offer(contact, found.kind, found.confidence, found.why)
        }
      }
    }
    let name = FoldedName(client.name)
    for contact in active {
      for company in contact.companies {
        let alike = likeness(FoldedName(company).joined, name.joined)
        if alike == 1 { offer(contact, .exact, 0.95, "the contact's company") }
        if alike >= 0.8, alike < 1 {
          offer(contact, .fuzzy, (alike * 90).rounded() / 100, "the contact's company is \(company)")
        }
      }
    }
    return Array(
      best.values.sorted { $0.confidence != $1.confidence ? $0.confidence > $1.confidence : $0.person < $1.person }
        .prefix(PeopleMatcher.most))
  }
}
