import JSONReader

/// A record's bytes for the ledger: what HubSpot sent, in one order, without what changes by itself, so that the same
/// ticket has the same bytes whichever list it came from.
enum HubSpotPayload {
  static func bytes(of told: HubSpotDecoder.TicketCase, isSpam: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("ticket") { write(told.ticket, to: &$0) }
      if isSpam { $0.member("spam", true) }
      $0.member("contacts") { write(told.contacts, to: &$0) }
      if let talks = told.talks {
        $0.member("threads") { json in
          json.array { json in
            for talk in talks.sorted(by: { $0.thread.id < $1.thread.id }) { write(talk, to: &json) }
          }
        }
      }
    }
    return json.bytes
  }

  static func bytes(of talk: HubSpotTalk, _ contacts: [HubSpotContact]) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("contacts") { write(contacts, to: &$0) }
      $0.member("threads") { $0.array { write(talk, to: &$0) } }
    }
    return json.bytes
  }

  /// Every recalculation of a workflow moves `hs_lastmodifieddate`, and says nothing by it.
  private static func write(_ ticket: HubSpotTicket, to json: inout JSONWriter) {
    json.object {
      $0.member("id", ticket.id)
      $0.member("properties") {
        $0.object {
          for (name, value) in ticket.properties.sorted(by: { $0.key < $1.key }) where name != "hs_lastmodifieddate" {
            $0.member(name, value)
          }
        }
      }
      $0.member("propertiesWithHistory") {
        $0.object {
          for (name, changes) in ticket.histories.sorted(by: { $0.key < $1.key }) {
            $0.member(name) { json in json.array { json in for change in changes { write(change, to: &json) } } }
          }
        }
      }
      // That none are shown is not that there are none.
      if ticket.isUnlinked { return }
      $0.member("contacts") { json in json.array { json in for link in ticket.contacts { json.value(link.id) } } }
      $0.member("companies") { json in json.array { json in for link in ticket.companies { json.value(link.id) } } }
    }
  }

  private static func write(_ change: HubSpotChange, to json: inout JSONWriter) {
    json.object {
      $0.member("value", change.value)
      $0.member("timestamp", change.at.iso8601)
      $0.member("sourceType", change.source)
      if let user = change.userID { $0.member("updatedByUserId", user) }
    }
  }

  private static func write(_ contacts: [HubSpotContact], to json: inout JSONWriter) {
    json.array {
      for contact in contacts.sorted(by: { ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id) }) {
        $0.object {
          $0.member("id", contact.id)
          $0.member("name", contact.name)
          $0.member("email", contact.email)
        }
      }
    }
  }

  private static func write(_ talk: HubSpotTalk, to json: inout JSONWriter) {
    json.object {
      $0.member("thread") { write(talk.thread, to: &$0) }
      $0.member("messages") { json in
        json.array { json in for message in talk.messages { json.value(settled(message.raw)) } }
      }
    }
  }

  private static func write(_ thread: HubSpotThread, to json: inout JSONWriter) {
    json.object {
      $0.member("id", thread.id)
      $0.member("createdAt", thread.createdAt.iso8601)
      $0.member("closedAt", thread.closedAt?.iso8601)
      $0.member("status", thread.isClosed ? "CLOSED" : "OPEN")
      $0.member("spam", thread.isSpam)
      $0.member("inboxId", thread.inbox)
      $0.member("originalChannelId", thread.channel)
      $0.member("associatedContactId", thread.contactID)
      $0.member("assignedTo", thread.assignee)
    }
  }

  /// Delivery states and signed addresses of attachments change without anybody's doing.
  private static let restless: Set<String> = ["updatedAt", "client", "attachments"]

  private static func settled(_ json: JSONValue) -> JSONValue {
    guard case .object(let object) = json else { return json }
    var kept = JSONObject()
    for member in object.members where !isRestless(member) { kept.append(member.key, member.value) }
    return .object(kept)
  }

  /// A thread's `status` is OPEN or CLOSED; a message's is an object that tells of its delivery.
  private static func isRestless(_ member: JSONObject.Member) -> Bool {
    if member.key == "status", case .object = member.value { return true }
    return restless.contains(member.key)
  }
}
