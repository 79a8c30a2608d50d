internal import CivilTime
package import Fetching
internal import JSONReader

extension Freshworks {
  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    let trial = FreshTrial(api: FreshAPI(calls: calls, product: configuration.product), configuration: configuration)
    return await trial.run()
  }
}

/// Tries what a sync needs, in the order of a sync.
struct FreshTrial: Sendable {
  let api: FreshAPI
  let configuration: Freshworks.Configuration

  private var product: String { api.product.name }

  func run() async -> [ConnectionCheck] {
    var ticket: String?
    let first = await check("Read tickets", "view tickets", needs: true) {
      let rows = try await list("/tickets", "tickets", [("updated_since", "2000-01-01T00:00:00Z")], .tickets)
      ticket = try rows.first?["id"].freshID
    }
    guard first.outcome == .passed else { return [first] }
    var checks = [first]
    checks += await parts(of: ticket)
    checks += await lists()
    if let group = configuration.groupID { checks.append(await groupCheck(group)) }
    return checks
  }

  private func parts(of ticket: String?) async -> [ConnectionCheck] {
    guard let ticket else { return [] }
    var checks = [
      await check("Read conversations", "view tickets", needs: true) {
        _ = try await list("/tickets/\(ticket)/conversations", "conversations")
      },
      await check("Read time entries", "view time entries") {
        _ = try await list("/tickets/\(ticket)/time_entries", "time_entries")
      },
    ]
    guard api.product == .freshservice else { return checks }
    checks.append(
      await check("Read activities", "view ticket activities") {
        _ = try await list("/tickets/\(ticket)/activities", "activities")
      })
    checks.append(
      await check("Read ratings", "view satisfaction survey responses") {
        _ = try await api.get("/tickets/\(ticket)/csat_response", to: "read a rating", accepts: [404])
      })
    return checks
  }

  private func lists() async -> [ConnectionCheck] {
    let since = [(name: "updated_since", value: "2000-01-01T00:00:00Z")]
    let isService = api.product == .freshservice
    var checks = [
      await check("Read deleted tickets", "view deleted tickets") {
        _ = try await list("/tickets", "tickets", since + [("filter", "deleted")], .tickets)
      },
      await check("Read spam", "view spam tickets") {
        _ = try await list("/tickets", "tickets", since + [("filter", "spam")], .tickets)
      },
      await check("Read clients", isService ? "view departments" : "view companies") {
        _ = try await list(isService ? "/departments" : "/companies", isService ? "departments" : "companies")
      },
    ]
    for named in [FreshLists.List.agents, .groups, .fields, .policies, .calendars] {
      guard let (path, key) = named.place(in: api.product) else { continue }
      checks.append(
        await check("Read \(named.name)", "view \(named.name)") {
          _ = try await list(path, key, [], named == .agents ? .agents : .other)
        })
    }
    guard !isService else { return checks }
    checks.append(
      await check("Read ratings", "view satisfaction ratings") {
        _ = try await list("/surveys/satisfaction_ratings", "satisfaction_ratings")
      })
    return checks
  }

  private func groupCheck(_ id: String) async -> ConnectionCheck {
    let name = "Find the group \(id)"
    do {
      let rows = try await api.all("/groups", "groups", to: "list the groups")
      if try rows.contains(where: { try $0["id"].freshID == id }) { return ConnectionCheck(name, .passed) }
      return ConnectionCheck(
        name, .failed("\(product) has no group \(id), so no ticket would be kept; check group_id in the settings"))
    } catch {
      return ConnectionCheck(name, .limited("the groups cannot be read: \(error)"))
    }
  }

  private func list(
    _ path: String, _ key: String, _ query: [(name: String, value: String)] = [], _ bucket: FreshAPI.Bucket = .other
  ) async throws -> [JSONField] {
    try await api.list(path, key, query, page: 1, size: 1, to: "read \(path)", in: bucket).rows
  }

  private func check(
    _ name: String, _ scope: String, needs isNeeded: Bool = false, _ body: () async throws -> Void
  ) async -> ConnectionCheck {
    do {
      try await body()
      return ConnectionCheck(name, scope: scope, .passed)
    } catch {
      let failure = "\(error)"
      return ConnectionCheck(
        name, scope: scope, isNeeded ? .failed(failure) : .limited(failure), request: request(scope, error))
    }
  }

  /// What the account's administrator is asked for.
  private func request(_ scope: String, _ error: any Error) -> String? {
    switch (error as? VendorError)?.kind {
    case .credentials:
      "Please send us the API key of an agent of \(product) who sees all tickets: it stands in the agent's profile "
        + "settings, below “Your API key”. The one we have is not accepted (any more)."
    case .forbidden:
      "Please give the agent whose API key Replyledger uses the right to “\(scope)” (Admin, Agent roles), for all tickets "
        + "and not only the agent's own groups."
    default: nil
    }
  }
}
