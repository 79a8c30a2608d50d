import Fetching
import JSONReader
import Support
import Synchronization

/// The customers and companies that tickets name by number, each read once a run.
///
/// The token may lack the scope for either: then they stay numbers, and one warning says so.
final class HubSpotPeople: Sendable {
  private let calls: VendorCalls
  private let contacts = Mutex<[String: HubSpotContact]>([:])
  private let companies = Mutex<[String: DirectoryEntry]>([:])
  private let refused = Mutex<Set<String>>([])

  init(_ calls: VendorCalls) { self.calls = calls }

  /// What contacts are called may not be read.
  var mayNotName: Bool { refused.withLock { $0.contains("contacts") } }

  func contacts(_ ids: Set<String>) async throws -> (known: [String: HubSpotContact], warnings: [String]) {
    let known = contacts.withLock { $0 }
    let (records, warning) = try await records(
      of: "contacts", ids.filter { known[$0] == nil }, ["firstname", "lastname", "email"])
    let read = records.compactMap { HubSpotContact($0) }
    let all = contacts.withLock { contacts in
      for contact in read { contacts[contact.id] = contact }
      return contacts
    }
    return (all.filter { ids.contains($0.key) }, warning)
  }

  /// Those that were not told before.
  func companies(_ ids: Set<String>) async throws -> (entries: [DirectoryEntry], warnings: [String]) {
    let known = companies.withLock { $0 }
    let (records, warning) = try await records(of: "companies", ids.filter { known[$0] == nil }, ["name", "domain"])
    let read = records.compactMap { DirectoryEntry(hubSpotCompany: $0) }
    companies.withLock { companies in for entry in read { companies[entry.id] = entry } }
    return (read, warning)
  }

  private func records(of kind: String, _ ids: Set<String>, _ properties: [String]) async throws -> (
    [JSONField], warnings: [String]
  ) {
    guard !ids.isEmpty, !refused.withLock({ $0.contains(kind) }) else { return ([], []) }
    do {
      let answers = try await calls.each(ids.sorted().pieces(of: 100)) { [calls] ids in
        try await calls.send(HubSpotRequest.records(of: kind, ids, properties)).json["results"].list
      }
      return (answers.flatMap { $0 }, [])
    } catch let error as VendorError where error.remedy == .skip {
      let isFirst = refused.withLock { $0.insert(kind).inserted }
      return ([], isFirst ? ["\(kind) are shown by number: \(error)"] : [])
    }
  }
}

extension HubSpotContact {
  fileprivate init?(_ json: JSONField) {
    guard let id = json["id"].idText else { return nil }
    let properties = json["properties"]
    let name = [properties["firstname"].saidText, properties["lastname"].saidText].compactMap { $0 }
    self.init(id: id, name: name.isEmpty ? nil : name.joined(separator: " "), email: properties["email"].saidText)
  }
}

extension DirectoryEntry {
  fileprivate init?(hubSpotCompany json: JSONField) {
    guard let id = json["id"].idText else { return nil }
    let domain = json["properties"]["domain"].saidText
    self.init(
      .company, id: id, name: json["properties"]["name"].saidText ?? domain ?? id,
      details: domain.map { ["domains": [$0]] } ?? [:])
  }
}

extension Array {
  /// In pieces of at most so many.
  func pieces(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
