import JSONReader

/// What the account calls its ticket properties and their values.
struct HubSpotFields: Equatable, Sendable {
  private var labels: [String: String] = [:]
  private var options: [String: [String: String]] = [:]
  /// The account's own properties that hold what somebody entered, in the order of their names.
  private(set) var custom: [String] = []

  init() {}

  /// What has no name nobody can ask for.
  init(_ definitions: [JSONField]) {
    for definition in definitions {
      guard let name = definition["name"].saidText else { continue }
      labels[name] = definition["label"].saidText
      for option in (try? definition["options"].array) ?? [] {  // few properties are choices
        if let value = option["value"].saidText { options[name, default: [:]][value] = option["label"].saidText }
      }
      if HubSpotFields.isWorthAsking(definition) { custom.append(name) }
    }
    custom.sort()
  }

  /// Calculated ones change by themselves, so that every ticket would look changed.
  private static func isWorthAsking(_ definition: JSONField) -> Bool {
    func says(_ key: String) -> Bool? { try? definition[key].bool }
    guard says("hubspotDefined") == false else { return false }
    return says("archived") != true && says("hidden") != true && says("calculated") != true
  }

  func label(of property: String) -> String { labels[property] ?? HubSpotFields.usual[property] ?? property }

  /// A value as people see it. Several stand between semicolons.
  func words(for value: String, of property: String) -> String {
    guard let options = options[property] else { return value }
    return value.split(separator: ";").map { options[String($0)] ?? String($0) }.joined(separator: "; ")
  }

  /// Where the definitions are not told, HubSpot's own names.
  private static let usual = [
    "source_type": "Source", "hs_resolution": "Resolution", "hs_ticket_category": "Category",
    "hs_feedback_last_ces_rating": "Last CES survey rating",
    "hs_feedback_last_ces_follow_up": "Last CES survey comment",
    "hs_feedback_last_survey_date": "Last CES survey date", "nps_score": "Conversation NPS score",
    "nps_follow_up_answer": "NPS follow up",
    "hs_time_to_first_response_sla_status": "Time to first response SLA status",
    "hs_time_to_close_sla_status": "Time to close SLA status",
  ]
}
