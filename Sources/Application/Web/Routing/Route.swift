import Metrics
import Support

/// One address. A page links by it and the server reads a path into it, so a link cannot go nowhere.
enum Route: Equatable, Sendable {
  case today
  case conversations
  case conversation(ConversationKey)
  case sources
  case upload
  case importResult(run: Int64)
  case asset(name: String)

  case numbers
  case number(id: String)
  case receipt(ReceiptID)
  case conversationList
  case conversationHistory(ConversationKey)
  case imports
  case importMessenger
  case uploadJSON
  case uploadStatus
  case description
  case health
  case prometheus
}

extension Route {
  /// Reads the decoded segments of a path. A fixed name wins over one in braces.
  init?(_ segments: [String]) {
    let found = Place.allCases.lazy.compactMap { place in place.match(segments).map { (place, $0.argument) } }
    let exact = found.first { !$0.0.pattern.contains("{") }
    guard let (place, argument) = exact ?? found.first else { return nil }
    self.init(place, argument)
  }

  private init?(_ place: Place, _ argument: String) {
    switch place {
    case .today: self = .today
    case .conversations: self = .conversations
    case .conversation: self = .conversation(ConversationKey(text: argument))
    case .sources: self = .sources
    case .upload: self = .upload
    case .importResult:
      guard let run = Int64(argument) else { return nil }
      self = .importResult(run: run)
    case .asset: self = .asset(name: argument)
    case .numbers: self = .numbers
    case .number: self = .number(id: argument)
    case .receipt: self = .receipt(ReceiptID(argument))
    case .conversationList: self = .conversationList
    case .conversationHistory: self = .conversationHistory(ConversationKey(text: argument))
    case .imports: self = .imports
    case .importMessenger: self = .importMessenger
    case .uploadJSON: self = .uploadJSON
    case .uploadStatus: self = .uploadStatus
    case .description: self = .description
    case .health: self = .health
    case .prometheus: self = .prometheus
    }
  }

  /// The kind of address, and what stands in its braces.
  var parts: (place: Place, argument: String) {
    switch self {
    case .today: (.today, "")
    case .conversations: (.conversations, "")
    case .conversation(let key): (.conversation, key.text)
    case .sources: (.sources, "")
    case .upload: (.upload, "")
    case .importResult(let run): (.importResult, String(run))
    case .asset(let name): (.asset, name)
    case .numbers: (.numbers, "")
    case .number(let id): (.number, id)
    case .receipt(let id): (.receipt, id.description)
    case .conversationList: (.conversationList, "")
    case .conversationHistory(let key): (.conversationHistory, key.text)
    case .imports: (.imports, "")
    case .importMessenger: (.importMessenger, "")
    case .uploadJSON: (.uploadJSON, "")
    case .uploadStatus: (.uploadStatus, "")
    case .description: (.description, "")
    case .health: (.health, "")
    case .prometheus: (.prometheus, "")
    }
  }
}
