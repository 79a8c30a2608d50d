package import CivilTime
package import Fetching

extension HelpScout {
  /// An app of Help Scout has no scopes: it may do what the user may do who made it.
  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    let user = "the user who made the app"
    var checks = [
      await check("Sign in, and read inboxes", calls, "let \(user) see the inboxes") { try await inboxes($0) }
    ]
    guard case .passed = checks[0].outcome else { return checks }
    checks.append(await check("Read conversations", calls, "let \(user) see conversations", conversations))
    let lists = [("Read users", "/users", "users"), ("Read teams", "/teams", "teams"), ("Read tags", "/tags", "tags")]
    for (name, path, key) in lists {
      checks.append(
        await check(name, calls, "let \(user) see the \(key)", without: "their names") {
          try await first(path, key, $0)
        })
    }
    checks.append(await ratings(calls))
    return checks
  }

  private struct NotVisible: Error, CustomStringConvertible {
    let ids: [String]
    var description: String { "not among the inboxes that it can see: \(ids.joined(separator: ", "))" }
  }

  private func inboxes(_ calls: VendorCalls) async throws {
    let list = HelpScoutList(path: "/mailboxes", key: "mailboxes", operation: "list the inboxes of Help Scout")
    let visible = Set(try await calls.rows(of: list).compactMap(HelpScoutListPage.id))
    let missing = configuration.inboxes.map(\.id).filter { !visible.contains($0) }
    guard missing.isEmpty else { throw NotVisible(ids: missing) }
  }

  private func conversations(_ calls: VendorCalls) async throws {
    let query = HelpScoutQuery(inbox: configuration.inboxes.first?.id)
    _ = try await calls.page(1, of: query.list(embedding: "threads"))
  }

  private func first(_ path: String, _ key: String, _ calls: VendorCalls) async throws {
    _ = try await calls.page(1, of: HelpScoutList(path: path, key: key, operation: "list the \(key) of Help Scout"))
  }

  private func ratings(_ calls: VendorCalls) async -> ConnectionCheck {
    let name = "Read ratings"
    let now = Instant(seconds: 1_577_836_800)  // any span will do
    do {
      if try await HelpScout.hasReport(calls, at: now) { return ConnectionCheck(name, .passed) }
      return ConnectionCheck(
        name, .limited("the happiness report is part of the Plus and Pro plans; ratings have no time without it"),
        request: "Please let the user who made the app see the happiness report (plan Plus or Pro).")
    } catch {
      let wish = HelpScout.mayHelp(error) ? "Please let the user who made the app see reports." : nil
      return ConnectionCheck(name, .failed("\(error)"), request: wish)
    }
  }

  /// Something that a sync needs, or does `without` where the vendor forbids it.
  private func check(
    _ name: String, _ calls: VendorCalls, _ wish: String, without loss: String? = nil,
    _ attempt: (VendorCalls) async throws -> Void
  ) async -> ConnectionCheck {
    do {
      try await attempt(calls)
      return ConnectionCheck(name, .passed)
    } catch let error as VendorError where error.kind == .credentials && error.status != 404 && error.status != 410 {
      return ConnectionCheck(
        name, .failed("\(error)"),
        request: "Please make an app under Your Profile → My Apps in Help Scout, and send its App ID and App Secret.")
    } catch let error as VendorError where error.remedy == .skip && loss != nil {
      return ConnectionCheck(
        name, .limited("the sync works without \(loss ?? ""): \(error)"), request: "Please \(wish).")
    } catch {
      return ConnectionCheck(name, .failed("\(error)"), request: HelpScout.mayHelp(error) ? "Please \(wish)." : nil)
    }
  }

  /// Whether more rights could help: not where nobody answers, or somebody else does.
  private static func mayHelp(_ error: any Error) -> Bool {
    switch error {
    case let error as VendorError: error.kind == .forbidden
    default: error is NotVisible
    }
  }
}

extension HelpScout {
  /// Conversations by the first page of each list.
  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let queries = Reach.everything(since: since).helpScoutQueries(of: configuration.inboxes.map(\.id))
    let pages = try await calls.each(queries) { try await calls.page(1, of: $0.list(embedding: nil)) }
    let lists = pages.reduce(0) { $0 + $1.pages }
    let total = pages.allSatisfy { $0.total != nil } ? pages.compactMap(\.total).reduce(0, +) : nil
    // Beside the lists themselves: people, inboxes and tags, a witness for each batch, and the report.
    return SyncEstimate(
      conversations: total, calls: lists + lists / 15 + 12, callsPerMinute: calls.budget.standing.limit)
  }
}
