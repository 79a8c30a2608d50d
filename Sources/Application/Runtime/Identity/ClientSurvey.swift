package import CivilTime
package import Metrics
package import Support
import Warehouse

/// Whose each company and each mail domain is, and those that are nobody's although customers come from there.
package struct ClientSurvey: Sendable, Equatable {
  package struct Client: Sendable, Equatable {
    package var name: String
    package var isInSettings: Bool
    /// Of the settings and of the help desks' companies.
    package var domains: [String]
    package var decided: [IdentityDecision]
    /// What the help desks call it.
    package var companies: [String]
    package var conversations: Int
  }

  package struct Open: Sendable, Equatable {
    /// A domain, or what a source calls a company.
    package var name: String
    /// Of a company alone.
    package var source: String?
    package var id: String?
    package var conversations: Int
    package var last: Instant
    package var suggestions: [Suggestion]
  }

  package var period: Period
  package var clients: [Client]
  /// Domains that no client owns, the busiest first.
  package var domains: [Open]
  /// Companies that count under their own name and are like a client of ours.
  package var companies: [Open]
  package var passedOver: [IdentityDecision]
  package var conversations = 0
  package var unowned = 0
  package var freeMail = 0
  package var nameless = 0
  package var query: MetricQuery
}

extension Installation {
  package func clientSurvey() async throws -> ClientSurvey {
    try await analyst.follow()
    let naming = await analyst.currentNaming
    let book = try await ledger.identityBook()
    let directory = try await ledger.directory(kinds: [.company])
    let found = try await analyst.unowned(since: zone.start(of: surveyed.from))
    let query = MetricQuery(.conversationsCreated, over: surveyed, zone: settings.workspace.timeZone)
    var byClient = query
    byClient.by = [.client]
    let answer = try await analyst.answer(byClient, asOf: now)
    var survey = ClientSurvey(
      period: surveyed, clients: [], domains: [], companies: [],
      passedOver: book.of(.passOver).filter { $0.subject == "domain" || $0.subject == "company" }, query: query)
    survey.conversations = answer.sample
    survey.unowned = answer.groups.first { $0.labels == [ClientRules.none] }?.sample ?? 0
    survey.freeMail = found.freeMail
    survey.nameless = found.nameless
    survey.clients = clients(naming, book, directory, answer)
    let matcher = WordMatcher(
      Dictionary(survey.clients.map { ($0.name, Set($0.companies + $0.domains.map(\.withoutEnding))) }) { $0.union($1) }
    )
    survey.domains = found.domains.filter { !book.passesOver($0.name, .domain) }.map { domain in
      ClientSurvey.Open(
        name: domain.name, conversations: domain.conversations, last: domain.last,
        suggestions: matcher.suggestions(for: domain.name.withoutEnding))
    }
    survey.companies = found.companies.compactMap { company in
      let name = directory.first { $0.source == company.source && $0.entry.id == company.id }?.entry.name ?? company.id
      guard naming.clients.client(called: [company.id, name], in: company.source) == nil,
        !book.passesOver(name, .company, in: company.source)
      else { return nil }
      let ours = WordMatcher(
        Dictionary(settings.clients.map { ($0.name, Set($0.domains.map(\.withoutEnding))) }) { $0.union($1) })
      return ClientSurvey.Open(
        name: name, source: company.source, id: company.id, conversations: company.conversations, last: company.last,
        suggestions: ours.suggestions(for: name).filter { $0.person != name })
    }
    return survey
  }

  private func clients(
    _ naming: Naming, _ book: IdentityBook, _ directory: [(source: String, entry: DirectoryEntry)], _ answer: Answer
  ) -> [ClientSurvey.Client] {
    var clients: [String: ClientSurvey.Client] = [:]
    func client(_ name: String, _ change: (inout ClientSurvey.Client) -> Void) {
      var client =
        clients[name]
        ?? ClientSurvey.Client(
          name: name, isInSettings: settings.clients.contains { $0.name == name }, domains: [], decided: [],
          companies: [], conversations: 0)
      change(&client)
      clients[name] = client
    }
    for listed in settings.clients { client(listed.name) { $0.domains += listed.domains } }
    for decision in book.valid where decision.kind == .company || decision.kind == .domain {
      client(decision.subject) { $0.decided.append(decision) }
    }
    for (source, entry) in directory {
      let name = naming.clients.client(called: [entry.id, entry.name], in: source) ?? entry.name
      client(name) { client in
        if !client.companies.contains(entry.name) { client.companies.append(entry.name) }
        for domain in entry.details["domains"] ?? [] where !client.domains.contains(domain) {
          client.domains.append(domain)
        }
      }
    }
    for group in answer.groups where group.labels != [ClientRules.none] {
      client(group.labels[0]) { $0.conversations = group.sample }
    }
    return clients.values.sorted { ($1.conversations, $0.name) < ($0.conversations, $1.name) }
  }
}

extension String {
  /// `northwind.example` is northwind.
  fileprivate var withoutEnding: String {
    let parts = split(separator: ".")
    return parts.count > 1 ? parts.dropLast().joined(separator: " ") : self
  }
}
