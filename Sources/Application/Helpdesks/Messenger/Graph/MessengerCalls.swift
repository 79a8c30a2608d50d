import Fetching
import JSONReader

/// A page of the list of conversations: which, and how much is asked for at once.
struct MessengerPlace: Equatable, Sendable {
  var after: String?
  var limit: Int
  /// Messages that come with each conversation.
  var messages: Int

  init(after: String? = nil, limit: Int = MessengerPlace.most, messages: Int = MessengerPlace.most) {
    self.after = after
    self.limit = limit
    self.messages = messages
  }

  static let most = 25

  /// Half as much; nothing when it cannot be less.
  var smaller: MessengerPlace? {
    guard limit > 1 || messages > 1 else { return nil }
    return MessengerPlace(after: after, limit: max(1, limit / 2), messages: max(1, messages / 2))
  }

  var position: Position {
    var json = JSONWriter()
    json.object { json in
      json.member("after", after)
      json.member("limit", limit)
      json.member("messages", messages)
    }
    return Position(String(decoding: json.bytes, as: UTF8.self))
  }

  init(_ position: Position) throws {
    let json = try JSONValue(position.text)
    self.init(
      after: try json["after"].ifPresent?.string, limit: try json["limit"].int, messages: try json["messages"].int)
  }
}

/// The calls of the Graph API that a sync makes.
struct MessengerCalls: Sendable {
  let calls: VendorCalls
  let page: String
  /// That we know the app's secret, where there is one.
  private let proof: String?

  init(_ calls: VendorCalls, page: String, proof: String? = nil) {
    self.calls = calls
    self.page = page
    self.proof = proof
  }

  /// Conversations with their newest messages, and the place as it was accepted: where Facebook says that it is too
  /// much, less is asked for.
  func conversations(_ place: MessengerPlace) async throws -> (answer: JSONValue, place: MessengerPlace) {
    try await less(place) { place in
      let fields = "id,updated_time,link,message_count,participants,messages.limit(\(place.messages)){\(Self.message)}"
      return try await conversations(place, fields: fields)
    }
  }

  func identities(_ place: MessengerPlace) async throws -> (answer: JSONValue, place: MessengerPlace) {
    try await less(place) { place in try await conversations(place, fields: "id,updated_time") }
  }

  func conversation(_ id: String) async throws -> JSONValue {
    try await less(MessengerPlace(limit: 1)) { place in
      let fields = "id,updated_time,link,message_count,participants,messages.limit(\(place.messages)){\(Self.message)}"
      return try await get("/\(percentEncoded(id))", [("fields", fields)], to: "read a conversation of Messenger")
    }.answer
  }

  func messages(of conversation: String, after cursor: String?) async throws -> JSONValue {
    try await less(MessengerPlace(after: cursor, limit: 1)) { place in
      var query = [("fields", Self.message), ("limit", "\(place.messages)")]
      if let cursor { query.append(("after", cursor)) }
      return try await get(
        "/\(percentEncoded(conversation))/messages", query, to: "read the messages of a conversation of Messenger")
    }.answer
  }

  private static let message = "id,created_time,from,to,message,attachments,shares"

  private func conversations(_ place: MessengerPlace, fields: String) async throws -> JSONValue {
    var query = [("platform", "messenger"), ("fields", fields), ("limit", "\(place.limit)")]
    if let after = place.after { query.append(("after", after)) }
    return try await get(
      "/\(percentEncoded(page))/conversations", query, to: "list the conversations of Messenger")
  }

  private func get(_ path: String, _ query: [(String, String)], to operation: String) async throws -> JSONValue {
    let proven = query + (proof.map { [("appsecret_proof", $0)] } ?? [])
    return try await calls.send(
      VendorRequest("GET", path, proven.map { (name: $0.0, value: $0.1) }, to: operation)
    ).json
  }

  private func less(_ place: MessengerPlace, _ ask: (MessengerPlace) async throws -> JSONValue) async throws
    -> (answer: JSONValue, place: MessengerPlace)
  {
    var place = place
    while true {
      let answer = try await ask(place)
      guard GraphProblem(answer)?.wantsLess == true else { return (answer, place) }
      guard let smaller = place.smaller else {
        throw VendorError(
          .unreachable, "read Messenger", cause: "Facebook wants less to be asked for than one message",
          hint: "its servers have a problem; the next sync goes on where this one stopped")
      }
      place = smaller
    }
  }
}
