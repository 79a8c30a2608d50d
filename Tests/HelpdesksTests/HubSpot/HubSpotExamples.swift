import CivilTime
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

/// The vendor's own payloads, read.
enum HubSpotExample {
  static func json(_ name: String) throws -> JSONField {
    try JSONValue(utf8: ContractExamples.bytes("hubspot/\(name).json")).root
  }

  static func ticket(_ name: String) throws -> HubSpotTicket { try HubSpotTicket(json(name)) }
}

func hubSpotInstant(_ text: String) -> Instant { Timestamp(text)?.instant ?? Instant(seconds: 0) }

/// What decoding needs, with two people, a queue and two pipelines.
extension HubSpotPlaces {
  static func example(spam: Set<String> = []) throws -> HubSpotPlaces {
    var places = HubSpotPlaces(source: "hubspot")
    places.owners = HubSpotOwners(
      try [
        #"{"id": "71", "userId": 9001, "firstName": "Ines", "lastName": "Brandt", "email": "ines@acme.example"}"#,
        #"{"id": "72", "userIdIncludingInactive": 9002, "email": "jo@acme.example", "archived": true}"#,
        #"{"id": "73", "type": "QUEUE", "firstName": "Night", "lastName": "queue"}"#,
      ].map { try HubSpotOwner(JSONValue($0).root) })
    places.pipelines = HubSpotPipelines(
      try [
        """
        {"id": "0", "label": "Support Pipeline", "displayOrder": 0, "stages": [
          {"id": "4", "label": "Closed", "displayOrder": 3, "metadata": {"ticketState": "CLOSED", "isClosed": "true"}},
          {"id": "1", "label": "New", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
          {"id": "2", "label": "Waiting on contact", "displayOrder": 1, "metadata": {"ticketState": "OPEN"}},
          {"id": "3", "label": "Waiting on us", "displayOrder": 2, "metadata": {}}]}
        """,
        """
        {"id": "5386331", "label": "SPAM Tickets", "stages": [
          {"id": "1", "label": "Caught", "displayOrder": 0, "metadata": {"ticketState": "CLOSED"}}]}
        """,
      ].map { try HubSpotPipelines.Pipeline(JSONValue($0).root) })
    places.spam = places.pipelines.ids(named: spam)
    return places
  }
}

let learntOf = Instant(seconds: 1_780_000_000)

/// A ticket as the API gives it; `properties` and `history` are members of JSON objects.
func hubSpotTicket(_ properties: String, history: String = "", id: String = "501", more: String = "") throws
  -> HubSpotTicket
{
  try HubSpotTicket(
    JSONValue(
      """
      {"id": "\(id)", "properties": {\(properties)}, "propertiesWithHistory": {\(history)},
       "createdAt": "2026-03-02T09:00:00Z", "updatedAt": "2026-03-05T09:00:00Z", "archived": false\(more)}
      """
    ).root)
}

func hubSpotRecord(
  _ ticket: HubSpotTicket, contacts: [HubSpotContact] = [], talks: [HubSpotTalk]? = nil, spam: Set<String> = []
) throws -> Record {
  let decoder = HubSpotDecoder(places: try .example(spam: spam), observedAt: learntOf)
  return try decoder.record(of: HubSpotDecoder.TicketCase(ticket: ticket, contacts: contacts, talks: talks))
}

extension Record {
  /// `2026-03-02T09:00:00Z state new by HubSpot`, in the order of the history.
  var told: [String] { History.inOrder(events).map(\.told) }

  /// Those of one kind.
  func told(_ kind: String) -> [String] { told.filter { $0.contains(" \(kind)") } }
}

extension Event {
  var told: String {
    let what: String
    switch happening {
    case .message(let kind): what = "\(kind.rawValue) “\(text ?? "")”"
    case .state(let state): what = "state \(state.rawValue)"
    case .assignment(let person): what = "assigned \(person ?? "nobody")"
    case .team(let id): what = "team \(id ?? "none")"
    case .inbox(let id): what = "inbox \(id)"
    case .attribute(let attribute, let value): what = "\(attribute.rawValue) \(value ?? "none")"
    case .spam(let flag): what = "spam \(flag)"
    case .deleted(let flag): what = "deleted \(flag)"
    case .merged(let key): what = "merged \(key)"
    default: what = "\(happening)"
    }
    let who = actor.kind == .unknown && actor.name.isEmpty ? "" : " by \(actor.name.isEmpty ? actor.id : actor.name)"
    return "\(occurredAt.iso8601) \(what)\(who)\(isInferred ? " (inferred)" : "")"
  }
}
