import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// The tickets behind one person's closures. Somebody whom nobody knows has closed nothing: that is no error here.
  func closureDetails(of username: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let days = try closureDays(request.query)
    let people = try await closureUsers()
    let person = people.person(called: username)
    let source = request.query.first("source")
    let query = try await closureQuery(.closuresPerPersonAndDay, days, of: source).narrowed(to: .person, person)
    let net = try await closureQuery(.netClosures, days, of: source).narrowed(to: .person, person)
    let total = try await installation.analyst.answer(query, asOf: installation.now)
    let held = try await installation.analyst.answer(net, asOf: installation.now)
    let part = try await installation.analyst.receiptPart(
      of: query, asOf: installation.now, offset: 0, limit: Window.most)
    let tickets = try await closedTickets(part.rows)
    let isKnown = people.knows(person) || part.total > 0
    return .object { json in
      json.member("success", true)
      json.member("user") { json in
        if isKnown { people.user(of: person).write(to: &json) } else { json.null() }
      }
      json.member("tickets") { json in json.array { json in for ticket in tickets { ticket.write(to: &json) } } }
      json.member("total_tickets", total.count ?? 0)
      json.member("summary") { json in
        json.object { json in
          json.member("start_date", days.from.iso8601)
          json.member("end_date", days.last.iso8601)
          json.member("total_tickets", total.count ?? 0)
          json.member("net_tickets", held.count ?? 0)
        }
      }
      json.member("receipt", total.receipt.description)
    }
  }

  private func closureDays(_ asked: HTTPQuery) throws(WebError) -> Period {
    guard let text = asked.first("date") else {
      return try ClosurePeriod(named: asked.first("period")).days(today: installation.today)
    }
    guard asked.first("period") == nil else { throw .badRequest("give either a date or a period") }
    return .day(try closureDay(text))
  }

  private func closedTickets(_ rows: [ReceiptRow]) async throws -> [ClosedTicket] {
    let kinds = Dictionary(try await installation.knownSources().map { ($0.id, $0.kind) }) { first, _ in first }
    let known = try await installation.ledger.conversations(of: rows.map(\.conversation))
    return rows.compactMap { row in
      known[row.conversation].map { ClosedTicket($0, kind: kinds[$0.key.source] ?? "", closedAt: row.at) }
    }
  }
}

private struct ClosedTicket {
  var conversation: Conversation
  /// As people of that help desk call it.
  var number: String
  var closedAt: Instant

  init(_ conversation: Conversation, kind: String, closedAt: Instant) {
    self.conversation = conversation
    number = (kind == "freshservice" ? "INC-" : "") + conversation.key.vendorID
    self.closedAt = closedAt
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", conversation.key.vendorID)
      json.member("ticket_number", number)
      json.member("subject", conversation.subject)
      json.member("priority", conversation.priority)
      json.member("created_at", conversation.createdAt?.iso8601)
      json.member("closed_at", closedAt.iso8601)
      json.member("key", conversation.key.text)
      json.member("link", conversation.link)
    }
  }
}

extension ClosureUser {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("username", username)
      json.member("name", person)
      json.member("role", role?.rawValue)
      json.member("user_id", id.map { String($0) })
    }
  }
}

func closureDay(_ text: String) throws(WebError) -> LocalDay {
  guard let day = LocalDay(iso8601: text) else { throw .badRequest("date must be a day such as 2026-11-20") }
  return day
}
