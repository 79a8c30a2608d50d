import CivilTime
package import Support
package import Warehouse

extension Installation {
  /// Decides something about who is who. It is seen at the next question, in every process; where it says who is a
  /// program or whose work is left out, facts are derived anew.
  ///
  /// - Parameters:
  ///   - by: who decides it.
  ///   - patience: how long to wait for the facts; nothing for however long it takes.
  ///   - report: hears how far they are.
  package func decide(
    _ order: IdentityOrder, by name: String, waiting patience: Duration? = nil,
    reporting report: @escaping @Sendable (Rederivation) -> Void = { _ in }
  ) async throws -> IdentityDecision {
    let decision = try await decision(order, by: name)
    let listed = listedPeople
    let written = try await ledger.decide([decision]) { book in
      try IdentityKnowledge(people: listed + book.people, book: book).check(order)
    }
    try await followRules(waiting: patience, reporting: report)
    try await analyst.follow()
    return written[0]
  }

  /// What an order comes to. Nobody has decided it yet.
  func decision(_ order: IdentityOrder, by name: String) async throws -> IdentityDecision {
    let zone = zone
    var decision = IdentityDecision(
      order.kind, order.subject, source: order.source, vendorID: order.vendorID, calling: order.calling,
      other: order.other, email: order.email, undoes: order.undoes, from: order.from.map { zone.start(of: $0) },
      to: order.to.map { zone.start(of: $0) }, by: name, at: now)
    if order.kind == .alias {
      let found = try await suggestion(for: order)
      decision.match = found?.kind ?? .told
      decision.confidence = found?.confidence
    }
    return decision
  }

  /// People of the settings.
  var listedPeople: [KnownPerson] {
    settings.people.map { KnownPerson($0.name, email: $0.email, username: $0.username) }
  }

  /// What the matching would have said: whoever accepts a suggestion accepts its kind.
  private func suggestion(for order: IdentityOrder) async throws -> Suggestion? {
    let known = try await ledger.callings().first { calling in
      calling.source == order.source && calling.vendorID != nil && calling.vendorID == order.vendorID
    }
    guard let name = order.calling ?? known?.name else { return nil }
    let calling = Calling(name, id: order.vendorID, email: known?.email, in: order.source ?? "")
    let people = listedPeople + (try await ledger.identityBook()).people
    return PeopleMatcher(people).suggestions(for: calling).first { $0.person == order.subject }
  }
}

// MARK: - Importing a list

/// What became of the lines of a list.
package struct PeopleImport: Sendable, Equatable {
  package struct Line: Sendable, Equatable {
    package var number: Int
    package var name: String
    package var vendorID: String
    package var person: String
    package var match: MatchKind
  }

  package struct Open: Sendable, Equatable {
    package var number: Int
    package var name: String
    package var vendorID: String
    package var suggestions: [Suggestion]
  }

  package var source: String
  package var linked: [Line] = []
  /// People who were not in the list before.
  package var added: [Line] = []
  /// Lines that say what is known already.
  package var known = 0
  /// Lines whose name may be somebody in the list, and somebody must say whom.
  package var open: [Open] = []
  package var problems: [PersonLine.Problem] = []
}

extension Installation {
  /// Links the ids of a list, `Name - id` a line, with people. A name that is nobody's makes a new person; one that may be
  /// somebody waits for a decision.
  ///
  /// - Parameter takesPartial: also takes a part of a name for somebody, where nobody else comes near.
  package func importPeople(
    _ text: String, source: String, takesPartial: Bool = false, by name: String, waiting patience: Duration? = nil
  ) async throws -> PeopleImport {
    let (lines, problems) = PersonLine.all(in: text)
    let book = try await ledger.identityBook()
    var report = PeopleImport(source: source, problems: problems)
    var people = listedPeople + book.people
    var decisions: [IdentityDecision] = []
    for line in lines {
      let calling = Calling(line.name, id: line.vendorID, in: source)
      if book.alias(of: calling)?.vendorID == line.vendorID || isTold(calling) {
        report.known += 1
        continue
      }
      let matcher = PeopleMatcher(people)
      let suggestions = matcher.suggestions(for: calling, except: book.refused(calling))
      let found = matcher.exact(calling) ?? (takesPartial ? matcher.onlyPlausible(calling) : nil)
      guard suggestions.isEmpty || found != nil else {
        report.open.append(
          PeopleImport.Open(
            number: line.number, name: line.name, vendorID: line.vendorID, suggestions: suggestions))
        continue
      }
      let person = found?.person ?? line.name
      let done = PeopleImport.Line(
        number: line.number, name: line.name, vendorID: line.vendorID, person: person, match: found?.kind ?? .told)
      if found == nil {
        people.append(KnownPerson(person))
        decisions.append(IdentityDecision(.person, person, by: name, at: now))
        report.added.append(done)
      } else {
        report.linked.append(done)
      }
      decisions.append(
        IdentityDecision(
          .alias, person, source: source, vendorID: line.vendorID, calling: line.name, match: done.match,
          confidence: found?.confidence, by: name, at: now))
    }
    _ = try await ledger.decide(decisions)
    // A name that is linked with a program, or with somebody whose work is left out, changes facts.
    try await followRules(waiting: patience)
    try await analyst.follow()
    return report
  }

  private func isTold(_ calling: Calling) -> Bool {
    guard let id = calling.vendorID else { return false }
    return settings.people.contains { person in
      (person.aliases[calling.source] ?? []).contains { $0.lowercased() == id.lowercased() }
    }
  }
}
