/// Every kind of address, by its pattern: parsing, linking, the refusal of other methods and the description of the API
/// are all read from this list.
enum Place: String, CaseIterable, Sendable {
  case today = "/"
  case conversations = "/conversations"
  case conversation = "/conversations/{key}"
  case sources = "/sources"
  case upload = "/sources/upload"
  case importResult = "/sources/imports/{run}"
  case asset = "/assets/{name}"

  case numbers = "/api/v1/numbers"
  case number = "/api/v1/numbers/{id}"
  case receipt = "/api/v1/receipts/{id}"
  case conversationList = "/api/v1/conversations"
  case conversationHistory = "/api/v1/conversations/{key}"
  case imports = "/api/v1/imports"
  case importMessenger = "/api/v1/imports/messenger"
  case uploadJSON = "/api/upload-json"
  case uploadStatus = "/api/upload-status"
  case description = "/api/openapi.json"
  case health = "/healthz"
  case prometheus = "/metrics"
}

extension Place {
  var pattern: String { rawValue }

  var takesPost: Bool { self == .upload || self == .importMessenger || self == .uploadJSON }

  /// Whether programs ask here, so that errors are JSON and unknown parameters are refused.
  var isAPI: Bool { pattern.hasPrefix("/api/") || self == .health || self == .prometheus }

  /// The decoded segment that stands where the pattern has a name in braces; nothing when the path is another.
  func match(_ segments: [String]) -> Match? {
    let parts = pattern.split(separator: "/")
    guard parts.count == segments.count else { return nil }
    var match = Match()
    for (part, segment) in zip(parts, segments) {
      if part.hasPrefix("{") { match.argument = segment } else if part != segment { return nil }
    }
    return match
  }

  struct Match { var argument = "" }
}
