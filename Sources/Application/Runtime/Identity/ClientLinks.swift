import Metrics
package import Support
import Warehouse

extension Installation {
  /// How each client stands with the audience: those of the settings, and what the help desks list as companies.
  package func clientLinks() async throws -> [ClientLink] {
    try await analyst.follow()
    let naming = await analyst.currentNaming
    let entries = try await ledger.directory(kinds: [.company, .contact, .person, .customer])
    let contacts = entries.filter { $0.entry.kind == .contact }.compactMap { Contact($0.entry, in: $0.source) }
    let linker = ClientLinker(contacts)
    let book = try await ledger.identityBook()
    return profiles(naming, entries).map { linker.link($0, under: book) }
  }

  /// Works the links out and writes down which clients have none.
  package func linkClients() async throws -> [ClientLink] {
    let links = try await clientLinks()
    try await ledger.log(links, at: now)
    return links
  }

  private func profiles(
    _ naming: Naming, _ entries: [(source: String, entry: DirectoryEntry)]
  ) -> [ClientProfile] {
    var names: [String: String] = [:]
    for (source, entry) in entries where entry.kind == .person || entry.kind == .customer {
      names["\(source)\t\(entry.id)"] = entry.name
    }
    var profiles: [String: ClientProfile] = [:]
    for client in settings.clients {
      profiles[client.name, default: ClientProfile(client.name)].domains += client.domains
    }
    for (source, entry) in entries where entry.kind == .company {
      let client = naming.clients.client(called: [entry.id, entry.name], in: source) ?? entry.name
      let heads = ["prime_user", "head"].flatMap { entry.details[$0] ?? [] }.map { names["\(source)\t\($0)"] ?? $0 }
      profiles[client, default: ClientProfile(client)].heads += heads.filter { !$0.allSatisfy(\.isNumber) }
      profiles[client]?.domains += entry.details["domains"] ?? []
    }
    return profiles.values.sorted { $0.name < $1.name }
  }
}
