import CivilTime
import HTTPServer
import JSONReader
import Runtime
import Support
import Warehouse

extension WebApplication {
  func conversationList(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query)
    let (rows, total) = try await listed(ListFilter(request.query), limit: window.limit, offset: window.offset)
    let now = installation.now
    return .part(window, of: total, at: ListAddress(request)) { json in
      json.member("conversations") { json in
        json.array { json in for row in rows { row.write(to: &json, asOf: now) } }
      }
    }
  }

  /// One conversation with its events in order; each message says what part it plays in the figures.
  func conversationHistory(_ key: ConversationKey, _ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query)
    guard try await isVisible(key), let history = try await installation.ledger.history(of: key) else {
      throw WebError.notFound("there is no conversation “\(shown(key.text))”")
    }
    let facts = Facts(of: history, under: try await installation.rulesInForce())
    let roles = Dictionary(facts.messages.map { ($0.eventID, $0.role) }) { first, _ in first }
    let next = window.next(of: history.events.count, at: ListAddress(request))
    return HTTPResponse.object { json in
      history.conversation.writeMembers(to: &json)
      facts.writeMembers(to: &json, asOf: installation.now)
      json.member("total_events", history.events.count)
      json.member("limit", window.limit)
      json.member("offset", window.offset)
      json.member("next", next)
      json.member("events") { json in
        json.array { json in for event in window.of(history.events) { event.write(to: &json, role: roles[event.id]) } }
      }
    }.linked(to: next)
  }
}

extension ConversationSummary {
  fileprivate func write(to json: inout JSONWriter, asOf now: Instant) {
    json.object { json in
      json.member("key", key.text)
      json.member("source", key.source)
      json.member("title", title)
      json.member("channel", channel)
      json.member("created_at", createdAt.iso8601)
      json.member("last_message_at", lastMessageAt.iso8601)
      json.member("standing", standing.word)
      json.member("customer_messages", customerMessages)
      json.member("replies", replies)
      json.member("waiting_since", isWaiting(asOf: now) ? waitingSince?.iso8601 : nil)
      json.member("href", Route.conversationHistory(key).path)
    }
  }
}

extension Conversation {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("key", key.text)
    json.member("source", key.source)
    json.member("vendor_id", key.vendorID)
    json.member("channel", channel.rawValue)
    json.member("subject", subject)
    json.member("customer") { json in
      json.object { json in
        json.member("id", customerID)
        json.member("name", customerName)
        json.member("email", customerEmail)
        json.member("company", companyID)
      }
    }
    json.member("inbox", inbox)
    json.member("team", team)
    json.member("assignee", assigneeID)
    json.member("priority", priority)
    json.member("type", type)
    json.member("category", category)
    json.member("pipeline", pipeline)
    json.member("tags") { json in json.array { json in for tag in tags { json.value(tag) } } }
    json.member("fields") { json in
      json.object { json in for (name, value) in fields.sorted(by: { $0.key < $1.key }) { json.member(name, value) } }
    }
    json.member("link", link)
  }
}

extension Facts {
  fileprivate func writeMembers(to json: inout JSONWriter, asOf now: Instant) {
    json.member("created_at", createdAt?.iso8601)
    json.member("standing", standing.word)
    json.member("begun_by", initiator.rawValue)
    json.member("first_response") { json in
      guard case .answered(let from, let to, let actor) = firstResponse else { return json.null() }
      json.object { json in
        json.member("from", from.iso8601)
        json.member("to", to.iso8601)
        json.member("seconds", to - from)
        json.member("person", actor.name)
      }
    }
    let wait = openWait.flatMap { wait in (wait.lapses.map { $0 > now } ?? true) ? wait.since : nil }
    json.member("waiting_since", standing == .counted ? wait?.iso8601 : nil)
  }
}

extension Event {
  fileprivate func write(to json: inout JSONWriter, role: Message.Role?) {
    json.object { json in
      json.member("id", id)
      json.member("at", occurredAt.iso8601)
      json.member("kind", happening.word)
      json.member("value", happening.value)
      if isInferred { json.member("inferred", true) }
      json.member("role", role?.word)
      json.member("actor") { json in
        json.object { json in
          json.member("kind", actor.kind.rawValue)
          json.member("id", actor.id)
          json.member("name", actor.name)
        }
      }
      json.member("text", text)
    }
  }
}
