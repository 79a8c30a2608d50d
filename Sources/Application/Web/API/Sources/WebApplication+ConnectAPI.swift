import HTTPServer
import JSONReader
import Runtime

extension WebApplication {
  /// What an order may say: the settings file's names of all kinds.
  private static let settings = Set(ConnectableKind.allCases.flatMap { $0.fields.map(\.key) }).sorted()

  /// Connects a source as the settings file would name it; its first sync begins, unless it is not enabled.
  func connectByOrder(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(request, knowing: ["id", "kind", "enabled"] + WebApplication.settings)
    let kind = try order.word("kind", ConnectableKind.self)
    let id = try order.text("id") ?? ""
    let isEnabled = order.value("enabled") == nil ? true : try order.flag("enabled")
    var draft = SourceDraft(id: id, kind: kind)
    try draft.take(order)
    try await connect(draft, paused: !isEnabled)
    var response = HTTPResponse.json(try await state(of: id), status: .created)
    response.headers["Location"] = Route.sourceState(id).path
    return response
  }

  func changeByOrder(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(request, knowing: ["enabled"] + WebApplication.settings)
    let isPaused = order.value("enabled") == nil ? nil : try !order.flag("enabled")
    let before = try connected(id)
    var draft = SourceDraft(id: id, kind: before.kind, settings: before.settings)
    try draft.take(order)
    try draft.take(
      KeptSecrets(
        secrets: before.secrets.filter { order.value($0.key) == nil }, receiver: before.receiver))
    try await change(draft, paused: isPaused)
    return .json(try await state(of: id))
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
