import Fetching
import HTTPServer
import Helpdesks
import JSONReader
import Runtime

extension WebApplication {
  /// What an order may say: the settings file's names of all kinds.
  private static let settings = Set(ConnectableKind.allCases.flatMap { $0.fields.map(\.key) }).sorted()

  /// Connects a source as the settings file would name it; its first sync begins, unless it is not enabled.
  func connectByOrder(_ request: HTTPRequest) async throws -> HTTPResponse {
    let (draft, order) = try await newDraft(request)
    let isEnabled = order.value("enabled") == nil ? true : try order.flag("enabled")
    try await connect(draft, paused: !isEnabled)
    var response = HTTPResponse.json(try await state(of: draft.id), status: .created)
    response.headers["Location"] = Route.sourceState(draft.id).path
    return response
  }

  /// Tries what would be connected.
  func testDraftByOrder(_ request: HTTPRequest) async throws -> HTTPResponse {
    let (draft, _) = try await newDraft(request)
    let described = try draft.read()
    try await installation.checkFree(draft)
    return answer(try await trial(of: draft, described), of: draft.id)
  }

  private func newDraft(_ request: HTTPRequest) async throws -> (draft: SourceDraft, order: RequestObject) {
    let order = try await RequestObject(request, knowing: ["id", "kind", "enabled"] + WebApplication.settings)
    var draft = SourceDraft(id: try order.text("id") ?? "", kind: try order.word("kind", ConnectableKind.self))
    try draft.take(order)
    return (draft, order)
  }

  func changeByOrder(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let (draft, order) = try await changedDraft(id, request)
    let isPaused = order.value("enabled") == nil ? nil : try !order.flag("enabled")
    try await change(draft, paused: isPaused)
    return .json(try await state(of: id))
  }

  /// Tries what a connected source would be.
  func testChangeByOrder(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let (draft, _) = try await changedDraft(id, request)
    return answer(try await trial(of: draft, try draft.read()), of: id)
  }

  private func changedDraft(
    _ id: String, _ request: HTTPRequest
  ) async throws -> (draft: SourceDraft, order: RequestObject) {
    let order = try await RequestObject(request, knowing: ["enabled"] + WebApplication.settings)
    let before = try connected(id)
    var draft = SourceDraft(id: id, kind: before.kind, settings: before.settings)
    try draft.take(order)
    try draft.take(
      KeptSecrets(
        secrets: before.secrets.filter { order.value($0.key) == nil }, receiver: before.receiver))
    return (draft, order)
  }

  private func answer(_ trial: Trial, of id: String) -> HTTPResponse {
    .object { json in
      json.member("source", id)
      trial.checks.writeMembers(to: &json)
      switch trial.estimate {
      case .success(let estimate): json.member("estimate") { json in json.object { estimate.writeMembers(to: &$0) } }
      case .failure(let error):
        json.member("estimate", String?.none)
        json.member("no_estimate", error.description)
      case nil: json.member("estimate", String?.none)
      }
    }
  }

  func removeByOrder(_ id: String) async throws -> HTTPResponse {
    _ = try connected(id)
    try await remove(id)
    return .object { $0.member("state", "removed") }
  }

  private func connected(_ id: String) throws -> SourceDraft {
    if installation.connection(id) == nil, installation.isInFile(id) { throw ConnectionRefusal.standsInTheFile(id) }
    return try installation.draft(id)
  }
}

extension SourceDraft {
  /// What is given counts, and what is given as null goes.
  fileprivate mutating func take(_ order: RequestObject) throws(ConnectionProblems) {
    var taken = JSONObject()
    for member in settings.members where order.value(member.key) == nil { taken.append(member.key, member.value) }
    for field in ConnectableKind.allCases.flatMap(\.fields) where taken[field.key] == nil {
      guard let value = order.value(field.key), value != .null else { continue }
      guard kind.field(field.key)?.form == .secret else {
        taken.append(field.key, value)
        continue
      }
      guard case .text(let secret) = value, !secret.isEmpty else {
        throw ConnectionProblems([ConnectionProblem(field.key, "must be a text")])
      }
      secrets[field.key] = Secret(secret)
    }
    settings = taken
  }
}
