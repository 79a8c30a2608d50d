import CivilTime
import JSONReader

/// A ticket as `GET /ticket/{id}` tells it.
struct TrackerTicket: Equatable {
  struct CustomField: Equatable {
    var id: String
    var name: String
    var values: [String]
  }

  var id: String
  /// Tickets, reminders and approvals share one table.
  var type: String?
  /// Where it was merged into; its own id otherwise.
  var effectiveID: String?
  var subject: String?
  var status: String?
  var queue: String?
  var owner: String?
  var requestors: [String]
  var creator: String?
  var createdAt: Instant?
  var resolvedAt: Instant?
  var lastUpdatedAt: Instant?
  var priority: String?
  var customFields: [CustomField]

  init(_ json: JSONValue) throws(JSONMismatch) {
    let ticket = TrackerValue(json.root)
    id = try ticket["id"].needed(ticket["id"].text, "a ticket's number")
    type = ticket["Type"].text
    effectiveID = ticket["EffectiveId"].reference
    subject = ticket["Subject"].text
    status = ticket["Status"].text
    queue = ticket["Queue"].reference
    owner = ticket["Owner"].reference
    requestors = ticket["Requestor"].references
    creator = ticket["Creator"].reference
    createdAt = ticket["Created"].instant
    resolvedAt = ticket["Resolved"].instant
    lastUpdatedAt = ticket["LastUpdated"].instant
    priority = ticket["Priority"].text
    customFields = CustomField.all(ticket["CustomFields"])
  }

  var isConversation: Bool { type == nil || type == "ticket" }
}

extension TrackerTicket.CustomField {
  /// In the order of their ids: the server writes them in another one each time.
  static func all(_ list: TrackerValue) -> [Self] {
    guard case .array(let values) = list.field.value else { return [] }
    let fields = values.compactMap { Self(TrackerValue(JSONField($0))) }
    return fields.sorted { (Int($0.id) ?? .max, $0.id) < (Int($1.id) ?? .max, $1.id) }
  }

  private init?(_ field: TrackerValue) {
    guard let id = field["id"].text, let name = field["name"].text else { return nil }
    self.id = id
    self.name = name
    guard case .array(let values) = field["values"].field.value else {
      self.values = []
      return
    }
    // Pictures and files are objects with a name.
    self.values = values.compactMap {
      let value = TrackerValue(JSONField($0))
      return value.text ?? value["filename"].text
    }
  }
}
