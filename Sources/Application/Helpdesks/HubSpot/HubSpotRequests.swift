import Fetching
import JSONReader

// Every question that HubSpot is asked. Lists answer `paging.next.after` until their last page, which has no `paging`.

enum HubSpotRequest {
  /// The tickets by id, 100 at a time or 50 with histories; there is no asking for changed ones here.
  static func tickets(
    _ wanted: HubSpotProperties, after: String? = nil, limit: Int, associated: Bool = true
  ) -> VendorRequest {
    var query = [("limit", "\(limit)"), ("properties", wanted.names.joined(separator: ","))]
    if !wanted.histories.isEmpty { query.append(("propertiesWithHistory", wanted.histories.joined(separator: ","))) }
    if associated { query.append(("associations", "contacts,companies")) }
    return list("/crm/v3/objects/tickets", query, after, to: "list the tickets of HubSpot")
  }

  static func archivedTickets(after: String?) -> VendorRequest {
    list(
      "/crm/v3/objects/tickets", [("limit", "100"), ("properties", "createdate"), ("archived", "true")], after,
      to: "list the archived tickets of HubSpot")
  }

  /// One ticket; of a merged one it is the survivor that answers.
  static func ticket(_ id: String, _ wanted: HubSpotProperties) -> VendorRequest {
    VendorRequest(
      "GET", "/crm/v3/objects/tickets/\(percentEncoded(id))", [("properties", wanted.names.joined(separator: ","))],
      to: "read ticket \(id) of HubSpot")
  }

  /// At most 50 of them, because histories are asked for.
  static func tickets(_ ids: [String], _ wanted: HubSpotProperties) -> VendorRequest {
    var json = JSONWriter()
    json.object {
      $0.member("inputs", ids: ids)
      $0.member("properties", wanted.names)
      $0.member("propertiesWithHistory", wanted.histories)
    }
    return VendorRequest.post(
      "/crm/v3/objects/tickets/batch/read", json: json.bytes, to: "read \(ids.count) tickets of HubSpot")
  }

  /// At most 100 contacts or companies.
  static func records(of kind: String, _ ids: [String], _ properties: [String]) -> VendorRequest {
    var json = JSONWriter()
    json.object {
      $0.member("inputs", ids: ids)
      $0.member("properties", properties)
    }
    return VendorRequest.post("/crm/v3/objects/\(kind)/batch/read", json: json.bytes, to: "read \(kind) of HubSpot")
  }

  /// Whom tickets belong to. Tickets without any are told among `errors`, with the status 207.
  static func associations(of tickets: [String], with kind: String) -> VendorRequest {
    var json = JSONWriter()
    json.object { $0.member("inputs", ids: tickets) }
    return VendorRequest.post(
      "/crm/v4/associations/tickets/\(kind)/batch/read", json: json.bytes, to: "read which \(kind) tickets belong to")
  }

  static let pipelines = VendorRequest("GET", "/crm/v3/pipelines/tickets", to: "read the pipelines of HubSpot")

  static let ticketProperties = VendorRequest(
    "GET", "/crm/v3/properties/tickets", to: "read the ticket properties of HubSpot")

  /// Deactivated people are only told on request.
  static func owners(archived: Bool, after: String? = nil, limit: Int = 500) -> VendorRequest {
    list(
      "/crm/v3/owners", [("limit", "\(limit)"), ("archived", archived ? "true" : "false")], after,
      to: "read the owners of HubSpot")
  }
}

// MARK: - Conversations

extension HubSpotRequest {
  private static let conversations = "/conversations/v3/conversations"

  static func inboxes(after: String? = nil) -> VendorRequest {
    list("\(conversations)/inboxes", [], after, to: "read the inboxes of HubSpot")
  }

  /// All threads by id.
  static func threads(after: String?, limit: Int = 500, archived: Bool = false) -> VendorRequest {
    var query = [("association", "TICKET"), ("limit", "\(limit)")]
    if archived { query.append(("archived", "true")) }
    return list("\(conversations)/threads", query, after, to: "list the conversations of HubSpot")
  }

  /// Those with a message later than this, by the time of their last one.
  static func threads(activeAfter time: HubSpotTime, after: String?) -> VendorRequest {
    list(
      "\(conversations)/threads",
      [
        ("association", "TICKET"), ("limit", "500"), ("sort", "latestMessageTimestamp"),
        ("latestMessageTimestampAfter", time.iso8601),
      ], after, to: "list the conversations of HubSpot")
  }

  static func threads(ofTicket id: String, after: String?) -> VendorRequest {
    list(
      "\(conversations)/threads", [("associatedTicketId", id), ("limit", "500")], after,
      to: "list the conversations of ticket \(id)")
  }

  /// The newest come first.
  static func messages(of thread: String, after: String?) -> VendorRequest {
    list(
      "\(conversations)/threads/\(percentEncoded(thread))/messages", [], after,
      to: "read the messages of conversation \(thread)")
  }

  /// A long mail as a whole; the list holds its beginning.
  static func original(of message: String, in thread: String) -> VendorRequest {
    VendorRequest(
      "GET",
      "\(conversations)/threads/\(percentEncoded(thread))/messages/\(percentEncoded(message))/original-content",
      to: "read a long message of conversation \(thread)")
  }

  fileprivate static func list(
    _ path: String, _ query: [(String, String)], _ after: String?, to operation: String
  ) -> VendorRequest {
    let place = after.map { [("after", $0)] } ?? []
    return VendorRequest("GET", path, (query + place).map { (name: $0.0, value: $0.1) }, to: operation)
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ key: String, ids: [String]) {
    member(key) { $0.array { for id in ids { $0.object { $0.member("id", id) } } } }
  }

  fileprivate mutating func member(_ key: String, _ texts: [String]) {
    member(key) { $0.array { for text in texts { $0.value(text) } } }
  }
}

extension JSONField {
  /// Where a list goes on; nothing on its last page.
  var pagingAfter: String? { self["paging"]["next"]["after"].idText }
}

extension VendorCalls {
  /// Every page of a list.
  func hubSpotList(_ request: (String?) -> VendorRequest) async throws -> [JSONField] {
    var results: [JSONField] = []
    var after: String?
    repeat {
      let answer = try await send(request(after)).json.root
      results += try answer["results"].list
      after = answer.pagingAfter
    } while after != nil
    return results
  }
}
