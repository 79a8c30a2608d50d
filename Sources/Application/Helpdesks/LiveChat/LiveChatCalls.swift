import CivilTime
import Fetching
import JSONReader

/// The calls that a sync makes. Each is a POST with a JSON body, also where nothing has to be said.
struct LiveChatCalls: Sendable {
  let calls: VendorCalls
  /// Nothing where the address of the settings already names a version.
  private let version: String

  init(_ calls: VendorCalls) {
    self.calls = calls
    let last = calls.baseURL.split(separator: "/").last ?? ""
    version = last.hasPrefix("v") && last.dropFirst().first?.isNumber == true ? "" : "/v3.5"
  }

  /// Rows of the archive, of which there may be more pages.
  func archives(of lane: LiveChatLane) async throws -> VendorAnswer {
    try await agent("list_archives", to: "list the archived chats") { json in
      if let page = lane.page { return json.member("page_id", page) }
      json.member("filters") {
        $0.object {
          $0.member("from", lane.from.livechat)
          $0.member("to", lane.last)
        }
      }
      json.member("sort_order", "asc")
      json.member("limit", LiveChatCalls.most)
    }
  }

  /// At most twenty threads by their ids, beside which nothing may be said.
  func archives(of threads: [String], page: String?) async throws -> VendorAnswer {
    try await agent("list_archives", to: "look up chats in the archive") { json in
      if let page { return json.member("page_id", page) }
      json.member("filters") { json in
        json.object { json in
          json.member("thread_ids") { json in json.array { json in for thread in threads { json.value(thread) } } }
        }
      }
    }
  }

  func chats(page: String?, limit: Int = most) async throws -> VendorAnswer {
    try await agent("list_chats", to: "list the running chats") { json in
      if let page { json.member("page_id", page) } else { json.member("limit", limit) }
    }
  }

  func chat(_ id: String, thread: String) async throws -> VendorAnswer {
    try await agent("get_chat", to: "read chat \(id)") { json in
      json.member("chat_id", id)
      json.member("thread_id", thread)
    }
  }

  func agents() async throws -> VendorAnswer {
    try await configuration("list_agents", to: "list the agents") {
      $0.livechatFields("groups", "job_title", "suspended")
    }
  }

  /// Without `all` only those are listed that the token's own application made.
  func bots() async throws -> VendorAnswer {
    try await configuration("list_bots", to: "list the bots") { $0.member("all", true) }
  }

  func groups() async throws -> VendorAnswer { try await configuration("list_groups", to: "list the groups") { _ in } }

  func tags() async throws -> VendorAnswer { try await configuration("list_tags", to: "list the tags") { _ in } }

  /// How many archived chats there are since then, about.
  func count(since: Instant) async throws -> VendorAnswer {
    try await agent("list_archives", to: "count the archived chats") { json in
      json.member("filters") { $0.object { $0.member("from", since.livechat) } }
      json.member("limit", 1)
    }
  }

  static let most = 100

  private func agent(_ method: String, to operation: String, _ body: (inout JSONWriter) -> Void) async throws
    -> VendorAnswer
  {
    try await post("agent/action/\(method)", to: operation, body)
  }

  private func configuration(_ method: String, to operation: String, _ body: (inout JSONWriter) -> Void) async throws
    -> VendorAnswer
  {
    try await post("configuration/action/\(method)", to: operation, body)
  }

  private func post(_ path: String, to operation: String, _ body: (inout JSONWriter) -> Void) async throws
    -> VendorAnswer
  {
    var json = JSONWriter()
    json.object(body)
    return try await calls.send(.post("\(version)/\(path)", json: json.bytes, to: "\(operation) of LiveChat"))
  }
}

extension JSONWriter {
  fileprivate mutating func livechatFields(_ names: String...) {
    member("fields") { json in json.array { json in for name in names { json.value(name) } } }
  }
}

extension Instant {
  /// RFC 3339 with microseconds and an offset, as the filters want it.
  var livechat: String { iso8601.dropLast() + ".000000+00:00" }
}
