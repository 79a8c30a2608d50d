package import CivilTime
import Metrics
package import Support
import Warehouse

/// Everybody we know, and every name that is nobody's yet.
package struct People: Sendable, Equatable {
  package struct Alias: Sendable, Equatable {
    package var source: String?
    /// The name or the id that the source uses.
    package var calling: String
    package var match: MatchKind
    package var confidence: Double?
    /// The decision that says so; nothing for the settings and for what is certain by itself.
    package var decision: Int64?
    package var by: String
    package var from: Instant?
    package var to: Instant?
  }

  package struct Team: Sendable, Equatable {
    package var team: String
    package var from: Instant?
    package var to: Instant?
    /// The same as the workspace's days.
    package var fromDay: LocalDay?
    package var toDay: LocalDay?
  }

  package struct Person: Sendable, Equatable {
    package var name: String
    package var email: String?
    package var username: String?
    /// Whether the settings list them; else a decision does.
    package var isInSettings: Bool
    package var aliases: [Alias]
    package var teams: [Team]
    package var roles: [IdentityDecision]
    /// Whom they are since when, after a merge.
    package var merged: [IdentityDecision]
    package var leftAt: Instant?
    /// Messages under any of their names.
    package var messages: Int
    package var lastSeen: Instant?
  }

  /// A name that nobody of the list has.
  package struct Open: Sendable, Equatable {
    package var calling: Calling
    package var messages: Int
    package var firstSeen: Instant?
    package var lastSeen: Instant?
    package var suggestions: [Suggestion]
  }

  package var people: [Person]
  package var open: [Open]
  /// Several people sign in as one of these: counted, and never ranked.
  package var unranked: Set<String>
}

extension Installation {
  package func people() async throws -> People {
    try await analyst.follow()
    let naming = await analyst.currentNaming
    let survey = PeopleSurvey(
      naming: naming, book: try await ledger.identityBook(), callings: try await ledger.callings(),
      mentions: try await analyst.mentions(), settings: settings, bots: try await rulesInForce().bots, zone: zone,
      now: now)
    return survey.people()
  }
}

/// Puts together what is known of everybody.
struct PeopleSurvey {
  let naming: Naming
  let book: IdentityBook
  let callings: [Calling]
  let mentions: [Mention]
  let settings: Settings
  let bots: Set<String>
  let zone: Zone
  let now: Instant

  func people() -> People {
    let unranked = book.people(who: .shared, at: now).union([Actor.unnamedAgent.name])
    var names: [String] = []
    for person in naming.listed where !names.contains(person.name) { names.append(person.name) }
    var work: [String: (messages: Int, last: Instant)] = [:]
    for mention in mentions {
      let name = naming.person(called: mention.name, in: mention.source, at: mention.last)
      let known = work[name] ?? (0, mention.last)
      work[name] = (known.messages + mention.messages, max(known.last, mention.last))
    }
    let people = names.sorted().map { person($0, work[$0]) }
    return People(people: people, open: open(), unranked: unranked)
  }

  private func person(_ name: String, _ work: (messages: Int, last: Instant)?) -> People.Person {
    let listed = naming.listed.filter { $0.name == name }
    return People.Person(
      name: name, email: listed.lazy.compactMap(\.email).first, username: listed.lazy.compactMap(\.username).first,
      isInSettings: settings.people.contains { $0.name == name }, aliases: aliases(of: name),
      teams: teams(of: name), roles: book.of(.role).filter { $0.subject == name },
      merged: book.of(.merge).filter { $0.subject == name }, leftAt: left(name), messages: work?.messages ?? 0,
      lastSeen: work?.last)
  }

  /// The settings' last day, or what was decided.
  private func left(_ name: String) -> Instant? {
    if let left = book.left(name) { return left }
    let entries = settings.people.filter { $0.name == name }
    guard !entries.isEmpty, entries.allSatisfy({ $0.to != nil }) else { return nil }
    return entries.compactMap(\.to).max().map(zone.start(of:))
  }

  private func teams(of name: String) -> [People.Team] {
    naming.memberships.filter { $0.person == name }.map { membership in
      let from = membership.from == 0 ? nil : Instant(seconds: Int64(membership.from))
      let to = membership.to == .max ? nil : Instant(seconds: Int64(membership.to))
      return People.Team(
        team: membership.team, from: from, to: to, fromDay: from.map(zone.day(of:)), toDay: to.map(zone.day(of:)))
    }
  }

  private func aliases(of name: String) -> [People.Alias] {
    var aliases: [People.Alias] = []
    for person in settings.people where person.name == name {
      for (source, words) in person.aliases.sorted(by: { $0.key < $1.key }) {
        aliases += words.map { People.Alias(source: source, calling: $0, match: .told, by: "settings") }
      }
    }
    for decision in book.of(.alias) where decision.subject == name {
      aliases.append(
        People.Alias(
          source: decision.source, calling: decision.calling ?? decision.vendorID ?? "",
          match: decision.match ?? .told, confidence: decision.confidence, decision: decision.number,
          by: decision.by, from: decision.from, to: decision.to))
    }
    let matcher = PeopleMatcher(naming.listed)
    for calling in callings where book.alias(of: calling) == nil && matcher.exact(calling)?.person == name {
      guard !book.refused(calling).contains(name), !aliases.contains(where: { $0.isOf(calling) }) else { continue }
      aliases.append(
        People.Alias(
          source: calling.source, calling: calling.name, match: .exact, confidence: 1, by: "the same name or address"))
    }
    return aliases
  }

  /// The busiest first; whom a source lists and who never wrote, last.
  private func open() -> [People.Open] {
    let listed = naming.listedNames
    let matcher = PeopleMatcher(naming.listed)
    var found: [People.Open] = []
    func add(_ calling: Calling, _ mention: Mention?) {
      let at = mention?.last ?? now
      let name = naming.person(called: calling.name, in: calling.source, at: at)
      guard !listed.contains(name), !isDecided(calling), name != Actor.unnamedAgent.name else { return }
      found.append(
        People.Open(
          calling: calling, messages: mention?.messages ?? 0, firstSeen: mention?.first, lastSeen: mention?.last,
          suggestions: matcher.suggestions(for: calling, except: book.refused(calling))))
    }
    for mention in mentions {
      let calling = callings.first { $0.source == mention.source && $0.name == mention.name }
      add(calling ?? Calling(mention.name, in: mention.source), mention)
    }
    for calling in callings where !mentions.contains(where: { $0.source == calling.source && $0.name == calling.name })
    {
      add(calling, nil)
    }
    return found
  }

  /// A program, or a name with a role of its own, waits for no decision.
  private func isDecided(_ calling: Calling) -> Bool {
    if book.passesOver(calling.name, .name, in: calling.source) { return true }
    if bots.contains(calling.name) || calling.vendorID.map(bots.contains) == true { return true }
    return book.of(.role).contains { $0.subject == calling.name && $0.other != IdentityRole.agent.rawValue }
  }
}

extension People.Alias {
  fileprivate func isOf(_ calling: Calling) -> Bool {
    guard source == calling.source else { return false }
    let words = [calling.name, calling.vendorID ?? calling.name].map { $0.lowercased() }
    return words.contains(self.calling.lowercased())
  }
}
