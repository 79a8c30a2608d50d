package import CivilTime
package import Fetching
import JSONReader

extension LiveChat {
  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    let api = LiveChatCalls(calls)
    let archive = await check("Read archived chats", "chats--all:ro", isNeeded: true, lists: "chats") {
      try await api.count(since: Instant(seconds: 946_684_800))
    }
    guard archive.name != "Sign in" else { return [archive] }
    let running = await check("Read running chats", "chats--all:ro", isNeeded: true, lists: "chats_summary") {
      try await api.chats(page: nil, limit: 1)
    }
    let agents = await check("Read agents", "agents--all:ro") { try await api.agents() }
    let bots = await check("Read bots", "agents-bot--all:ro") { try await api.bots() }
    let groups = await check("Read groups", "groups--all:ro") { try await api.groups() }
    let tags = await check("Read tags", "tags--all:ro") { try await api.tags() }
    return [ConnectionCheck("Sign in", .passed), archive, running, agents, bots, groups, tags]
  }

  /// - Parameter key: where the rows stand in the answer; nothing where they are the answer.
  private func check(
    _ name: String, _ scope: String, isNeeded: Bool = false, lists key: String? = nil,
    _ ask: () async throws -> VendorAnswer
  ) async -> ConnectionCheck {
    do {
      let answer = try await ask().json
      if let problem = LiveChatProblem(answer) {
        guard problem.type == "limit_reached" else {
          return ConnectionCheck(name, scope: scope, .failed("LiveChat answered \(problem.type)"))
        }
      } else {
        _ = try (key.map { answer[$0] } ?? answer.root).list
      }
      return ConnectionCheck(name, scope: scope, .passed)
    } catch let error as JSONMismatch {
      return ConnectionCheck(
        key == "chats" ? "Sign in" : name,
        .failed("the answer is not LiveChat's: \(error) — check the base_url; is it LiveChat's API?"))
    } catch let error as VendorError where error.kind == .missing {
      // The archive is there for everybody, so this is another server's answer.
      return ConnectionCheck(key == "chats" ? "Sign in" : name, .failed(error.description))
    } catch let error as VendorError where error.kind == .forbidden {
      let words = error.description
      return ConnectionCheck(
        name, scope: scope,
        isNeeded ? .failed(words) : .limited("\(words); names are taken from the chats, as far as they have them"),
        request: "Please give the token that Replyledger uses for LiveChat the scope \(scope), and its owner a role "
          + "that may see all groups.")
    } catch let error as VendorError where error.remedy == .skip {
      return ConnectionCheck(name, scope: scope, .failed(error.description))
    } catch let error as VendorError where error.kind != .credentials {
      return ConnectionCheck("Sign in", .failed(error.description))
    } catch {
      return ConnectionCheck(
        "Sign in", .failed("\(error)"),
        request: "Please make a personal access token for Replyledger in LiveChat's developer console, with the scopes "
          + "chats--all:ro, agents--all:ro, agents-bot--all:ro, groups--all:ro and tags--all:ro, and send it with the "
          + "account id that is shown beside it.")
    }
  }

  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let api = LiveChatCalls(calls)
    let archived = try await api.count(since: since).json["found_chats"].livechatText.flatMap { Int($0) }
    // The four lists of names, a page of running chats, and the archive by the hundred.
    return SyncEstimate(
      conversations: archived, calls: archived.map { 5 + ($0 + 99) / 100 }, callsPerMinute: 180)
  }
}
