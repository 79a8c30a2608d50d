extension Rules {
  /// With what was decided about who is a program, whose work is left out, and whose a company or a domain is where
  /// calendars or promises look at clients. These change facts; everything else that is decided is a matter of names.
  ///
  /// - Parameter callings: whom the sources list as their people; only read where `IdentityBook.decidesFacts`.
  package func with(_ book: IdentityBook, callings: [Calling] = []) -> Rules {
    var rules = self
    let roles = book.of(.role)
    let matcher = PeopleMatcher(roles.map { KnownPerson($0.subject) })
    for role in roles {
      for name in book.names(of: role.subject, callings, matcher) { rules.take(role, name) }
    }
    if looksAtClients { for decision in book.valid { rules.clients.take(decision) } }
    return rules
  }

  /// What was decided last counts: who is one of our people is no program, whatever the settings say.
  private mutating func take(_ role: IdentityDecision, _ name: String) {
    switch role.other.flatMap(IdentityRole.init) {
    case .bot: bots.insert(name)
    case .agent: bots.remove(name)
    case .excluded: excluded.append(ExcludedPerson(person: name, drop: .replies, from: role.from, to: role.to))
    case .shared, nil: break
    }
  }
}

extension Clients {
  /// Whose a company or a domain is.
  package mutating func take(_ decision: IdentityDecision) {
    switch decision.kind {
    case .company:
      guard let source = decision.source else { return }
      for alias in [decision.vendorID, decision.calling].compactMap({ $0 }) {
        add(decision.subject, as: alias, in: source)
      }
    case .domain: if let domain = decision.calling { add(decision.subject, domain: domain) }
    default: break
    }
  }
}

extension IdentityBook {
  /// Whether facts depend on what sources call people.
  package var decidesFacts: Bool { valid.contains { $0.kind == .role } }

  /// Under which names and ids somebody's work stands.
  fileprivate func names(of subject: String, _ callings: [Calling], _ matcher: PeopleMatcher) -> Set<String> {
    let told = of(.alias).filter { $0.subject == subject }.flatMap { [$0.calling, $0.vendorID] }
    let certain = callings.filter { matcher.exact($0)?.person == subject && !refused($0).contains(subject) }
      .flatMap { [$0.name, $0.vendorID] }
    return Set([subject] + (told + certain).compactMap { $0 })
  }
}
