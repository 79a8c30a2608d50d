import CivilTime
import JSONReader
import Support
import TestKit

@testable import Helpdesks

let freshNow = Instant(seconds: 1_764_500_000)  // 2025-11-30T10:53:20Z

func time(_ text: String) throws -> Instant {
  struct NoTime: Error {}
  guard let time = Timestamp(text) else { throw NoTime() }
  return time.instant
}

/// A reading of an account that has these people.
func freshReading(
  _ product: Freshworks.Product = .freshservice, agents: [FreshAgent] = [], groups: [FreshGroup] = [],
  fields: [FreshField] = [], settings: [Int: ConversationState] = [:]
) -> FreshReading {
  var opening = FreshOpening()
  opening.directory = FreshDirectory(agents: agents, groups: groups, fields: fields)
  opening.statuses = FreshStatuses(
    settings: settings, choices: fields.first { $0.name == "status" }?.choices ?? [])
  let base = "https://acme.\(product.rawValue).com/api/v2"
  return FreshReading(
    Freshworks.Configuration(source: "fresh", product: product, baseURL: base, apiKey: "k"), opening, at: freshNow)
}

func json(_ text: String) throws -> JSONField { try JSONValue(utf8: Array(text.utf8)).root }

func freshAgent(_ id: String, _ name: String) throws -> FreshAgent {
  try FreshAgent(json(#"{"id": \#(id), "first_name": "\#(name)", "email": "a\#(id)@acme.example"}"#))
}

/// A ticket of the least that one has; `more` are further members.
func freshTicket(_ more: String = "") throws -> JSONField {
  let members = more.isEmpty ? "" : ", \(more)"
  return try json(
    #"""
    {"id": 7, "subject": "Printer", "status": 2, "priority": 3, "source": 1, "requester_id": 21000000001,
     "description": "<p>It is on fire.</p>", "created_at": "2025-10-01T08:00:00Z",
     "updated_at": "2025-10-02T08:00:00Z"\#(members)}
    """#)
}

extension Delivery {
  var events: [Event] { records.first?.events ?? [] }

  func event(_ id: String) -> Event? { events.first { $0.id == id } }
}

extension FreshReading {
  func record(
    _ ticket: JSONField, stats: String = "{}", conversations: [JSONField] = [], timeEntries: [JSONField] = [],
    activities: [JSONField]? = nil, strangers: [String: FreshRequester] = [:]
  ) throws -> Delivery {
    try delivery(
      of: FreshCase(
        ticket: ticket, stats: json(stats),
        requester: json(#"{"id": 21000000001, "name": "Ada Stone", "email": "ada@north.example"}"#),
        conversations: conversations, timeEntries: timeEntries, activities: activities, strangers: strangers))
  }
}
