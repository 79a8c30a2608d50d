import Fetching
import JSONReader
import Support

/// Reads what everything else is decoded with, all of it at once.
///
/// What the token may not read is left out, with a warning that names the scope; only tickets and their pipelines must
/// be readable.
struct HubSpotOpening: Sendable {
  let calls: VendorCalls
  let source: String

  init(_ calls: VendorCalls, source: String) {
    self.calls = calls
    self.source = source
  }

  /// What came of it.
  struct Told: Sendable {
    var places: HubSpotPlaces
    var warnings: [String] = []
    /// Why conversations may not be read; nothing when they may.
    var conversations: VendorError?
    var access: [Supply: SupplyAccess] = [:]
  }

  /// What could be read, or why not.
  private typealias Found<Value> = Result<Value, VendorError>

  func read(spam: Set<String>) async throws -> Told {
    async let pipelines = calls.send(HubSpotRequest.pipelines)
    async let owners = found { try await everybody() }
    async let fields = found {
      HubSpotFields(try await calls.send(HubSpotRequest.ticketProperties).json["results"].list)
    }
    async let inboxes = found { try await inboxNames() }
    async let threads = found { try await calls.send(HubSpotRequest.threads(after: nil, limit: 1)) }
    var places = HubSpotPlaces(source: source)
    let (ways, oddWays) = HubSpotOpening.read(try await pipelines.json["results"].list, "a pipeline") {
      (json) throws(JSONMismatch) in try HubSpotPipelines.Pipeline(json)
    }
    places.pipelines = HubSpotPipelines(ways)
    places.spam = places.pipelines.ids(named: spam)
    var told = Told(places: places, warnings: oddWays)
    switch try await owners {
    case .success(let rows):
      let (owners, oddOwners) = HubSpotOpening.read(rows, "an owner") { (json) throws(JSONMismatch) in
        try HubSpotOwner(json)
      }
      told.places.owners = HubSpotOwners(owners)
      told.warnings += oddOwners
      told.access = [.assignments: .granted, .closer: .granted]
    case .failure(let error):
      told.warnings.append("people are shown by number: \(error)")
      told.access = HubSpotOpening.withholding(error)
      told.places.isWithoutOwners = true
    }
    switch try await fields {
    case .success(let fields): told.places.fields = fields
    case .failure(let error):
      told.warnings.append("the account's own ticket properties are left out: \(error)")
      told.places.isWithoutFields = true
    }
    switch (try await threads, try await inboxes) {
    case (.failure(let error), _): told.conversations = error
    case (_, .success(let inboxes)): told.places.inboxes = inboxes
    case (_, .failure(let error)): told.warnings.append("inboxes are shown by number: \(error)")
    }
    return told
  }

  /// Tickets name owners, histories and conversations name users, and an owner may be a queue of several people. Without
  /// the list nobody can tell a person from a queue, or whether whoever held a ticket is whoever answered.
  private static func withholding(_ error: VendorError) -> [Supply: SupplyAccess] {
    let why = SupplyAccess.withheld(error.reason(forMissing: "owners", permission: "crm.objects.owners.read"))
    return [.assignments: why, .closer: why]
  }

  /// Deactivated people come only when asked for, and old tickets still name them.
  private func everybody() async throws -> [JSONField] {
    async let active = calls.hubSpotList { HubSpotRequest.owners(archived: false, after: $0) }
    async let archived = calls.hubSpotList { HubSpotRequest.owners(archived: true, after: $0) }
    return try await active + archived
  }

  /// What cannot be read costs itself, and is said.
  private static func read<Row>(
    _ rows: [JSONField], _ what: String, _ decode: (JSONField) throws(JSONMismatch) -> Row
  ) -> (rows: [Row], warnings: [String]) {
    var (read, warnings): ([Row], [String]) = ([], [])
    for row in rows {
      do throws(JSONMismatch) {
        read.append(try decode(row))
      } catch {
        warnings.append("\(what) of HubSpot was left out: \(error)")
      }
    }
    return (read, warnings)
  }

  private func inboxNames() async throws -> [String: String] {
    var names: [String: String] = [:]
    for inbox in try await calls.hubSpotList({ HubSpotRequest.inboxes(after: $0) }) {
      guard let id = inbox["id"].idText else { continue }
      names[id] = inbox["name"].saidText ?? id
    }
    return names
  }

  private func found<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async throws -> Found<Value> {
    do {
      return .success(try await body())
    } catch let error as VendorError where error.remedy == .skip {
      return .failure(error)
    }
  }
}
