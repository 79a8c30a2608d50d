/// What the description gives a name, so that programs made from it have a type of that name.
enum NamedSchema: String, CaseIterable, Sendable {
  case problem = "Problem"
  case closureProblem = "ClosureProblem"
  case definition = "Definition"
  case query = "Query"
  case value = "Value"
  case answer = "Answer"
  case change = "Change"
  case receipt = "Receipt"
  case conversationSummary = "ConversationSummary"
  case conversation = "Conversation"
  case event = "Event"
  case source = "Source"
  case syncInWork = "SyncInWork"
  case run = "Run"
  case coverage = "Coverage"
  case directoryEntry = "DirectoryEntry"
  case person = "Person"
  case unknownName = "UnknownName"
  case suggestions = "Suggestions"
  case decision = "Decision"
  case clients = "Clients"
  case account = "Account"
  case token = "Token"
  case visibility = "Visibility"
  case messageChat = "MessageChat"
  case chatMessage = "ChatMessage"
  case closureRow = "ClosureRow"
  case closureStatus = "ClosureStatus"
  case userMapping = "UserMapping"
}

extension NamedSchema {
  var schema: Schema {
    switch self {
    case .problem: .problem
    case .closureProblem: .closureProblem
    case .definition: .definition
    case .query: .query
    case .value: .value
    case .answer: .answer
    case .change: .change
    case .receipt: .receipt
    case .conversationSummary: .conversationSummary
    case .conversation: .conversation
    case .event: .event
    case .source: .source
    case .syncInWork: .syncInWork
    case .run: .run
    case .coverage: .coverage
    case .directoryEntry: .directoryEntry
    case .person: .person
    case .unknownName: .unknownName
    case .suggestions: .suggestions
    case .decision: .decision
    case .clients: .clients
    case .account: .account
    case .token: .token
    case .visibility: .visibility
    case .messageChat: .messageChat
    case .chatMessage: .chatMessage
    case .closureRow: .closureRow
    case .closureStatus: .closureStatus
    case .userMapping: .userMapping
    }
  }
}

extension Schema {
  static func named(_ name: NamedSchema) -> Schema { Schema(##"{"$ref":"#/components/schemas/\##(name.rawValue)"}"##) }

  static let problem = Schema.object(
    ["type": .text, "title": .text, "status": .whole, "detail": .text],
    maybe: ["reference": .text, "seconds_left": .whole, "minutes_left": .whole])

  /// As the board of closures says why not.
  static let closureProblem = Schema.object(
    ["success": .constant(false), "error": .text],
    maybe: ["reference": .text, "time_until_next": .whole, "minutes_until_next": .whole])

  /// A part of a long list: how long it is, and which part this is.
  static func page(_ name: String, of element: Schema, beside more: Members = [:]) -> Schema {
    .object(more + Members.window + [name: .list(element)])
  }
}

extension Members {
  /// `next` is the address of the part behind this one.
  static let window: Members = [
    "total": .whole(from: 0), "limit": .whole(1...1_000), "offset": .whole(from: 0), "next": Schema.text.orNull,
  ]
}
