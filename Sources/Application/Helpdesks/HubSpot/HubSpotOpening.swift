import Fetching
import JSONReader

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

  /// What could be read, or why not.
  private typealias Found<Value> = Result<Value, VendorError>

  func read(spam: Set<String>) async throws -> (HubSpotPlaces, warnings: [String], conversations: VendorError?) {
    async let pipelines = calls.send(HubSpotRequest.pipelines)
    async let owners = found { try await everybody() }
    async let fields = found {
      try HubSpotFields(await calls.send(HubSpotRequest.ticketProperties).json["results"].array)
    }
    async let inboxes = found { try await inboxNames() }
    async let threads = found { try await calls.send(HubSpotRequest.threads(after: nil, limit: 1)) }
    var places = HubSpotPlaces(source: source)
    places.pipelines = HubSpotPipelines(
      try await pipelines.json["results"].array.map { (pipeline) throws(JSONMismatch) in
        try HubSpotPipelines.Pipeline(pipeline)
      })
    places.spam = places.pipelines.ids(named: spam)
    var warnings: [String] = []
    switch try await owners {
    case .success(let owners): places.owners = HubSpotOwners(owners)
    case .failure(let error): warnings.append("people are shown by number: \(error)")
    }
    switch try await fields {
    case .success(let fields): places.fields = fields
    case .failure(let error): warnings.append("the account's own ticket properties are left out: \(error)")
    }
    if case .failure(let error) = try await threads {
      _ = try await inboxes
      return (places, warnings, error)
    }
    switch try await inboxes {
    case .success(let inboxes): places.inboxes = inboxes
    case .failure(let error): warnings.append("inboxes are shown by number: \(error)")
    }
    return (places, warnings, nil)
  }

  /// Deactivated people come only when asked for, and old tickets still name them.
  private func everybody() async throws -> [HubSpotOwner] {
    async let active = calls.hubSpotList { HubSpotRequest.owners(archived: false, after: $0) }
    async let archived = calls.hubSpotList { HubSpotRequest.owners(archived: true, after: $0) }
    return try await (active + archived).map { (owner) throws(JSONMismatch) in try HubSpotOwner(owner) }
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
