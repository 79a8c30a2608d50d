import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// Names that are nobody's come along whole; read part by part they are a list of their own.
  func peopleList(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query, usual: Window.most)
    let people = try await installation.people()
    return .part(window, of: people.people.count, at: ListAddress(request)) { json in
      json.member("people") { json in
        json.array { json in for person in window.of(people.people) { person.write(to: &json) } }
      }
      json.member("review") { json in json.array { json in for one in people.open { one.write(to: &json) } } }
      json.strings("unranked", people.unranked.sorted())
    }
  }

  /// Names that are nobody's, the busiest first.
  func peopleReview(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query)
    let open = try await installation.people().open
    return .part(window, of: open.count, at: ListAddress(request)) { json in
      json.member("review") { json in json.array { json in for one in window.of(open) { one.write(to: &json) } } }
    }
  }

  /// The newest first, each with whether it still holds.
  func peopleDecisions(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query)
    let book = try await installation.ledger.identityBook()
    return .part(window, of: book.decisions.count, at: ListAddress(request)) { json in
      json.member("decisions") { json in
        json.array { json in
          for decision in window.of(book.decisions.reversed()) {
            json.object { json in
              json.member("in_force", book.isInForce(decision.number))
              json.member("decision") { decision.write(to: &$0) }
            }
          }
        }
      }
    }
  }

  /// Decides one thing about people, or about clients; whoever asks next sees it.
  func decide(_ request: HTTPRequest, among kinds: [IdentityDecision.Kind]) async throws -> HTTPResponse {
    let order = try IdentityOrder(try await request.orderFields(takesNumbers: true), among: kinds)
    let decision = try await decide(order)
    var json = JSONWriter()
    decision.write(to: &json)
    return .json(json.bytes)
  }

  /// Decides it in the name of whoever asks, and writes that down.
  @discardableResult func decide(_ order: IdentityOrder) async throws -> IdentityDecision {
    let actor = Asker.current.actor
    let decision = try await installation.decide(
      order, by: actor.name, waiting: installation.patience)
    try await accounts.audit(
      .identityDecided, by: actor, on: decision.subject, "\(decision.number): \(decision.sentence)")
    return decision
  }

  /// Takes a list of “Name - id” lines.
  func peopleImport(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let source = request.query.first("source"), !source.isEmpty else {
      throw WebError.badRequest("source is missing: whose ids are these?")
    }
    let takesPartial = try request.query.flag("accept_partial")
    let bytes = try await request.body.collect(upTo: WebApplication.longestList)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw WebError.badRequest("the list is no UTF-8") }
    let actor = Asker.current.actor
    let report = try await installation.importPeople(
      text, source: source, takesPartial: takesPartial, by: actor.name, waiting: installation.patience)
    try await accounts.audit(
      .identityDecided, by: actor, on: source, "list of \(report.linked.count + report.added.count)")
    var json = JSONWriter()
    report.write(to: &json)
    return .json(json.bytes)
  }

  private static let longestList = 1 << 20

  func clientList(_ request: HTTPRequest) async throws -> HTTPResponse {
    .clients(
      try await installation.clientLinks(), try Window(request.query, usual: Window.most), at: ListAddress(request))
  }

  /// Works the links out anew, writes down which clients have none, and answers as the list of them begins.
  func clientsLink() async throws -> HTTPResponse {
    .clients(try await installation.linkClients(), .widest, at: ListAddress(.clientList))
  }

  func unlinkedClients(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query, usual: Window.most)
    let unlinked = try await installation.ledger.unlinkedClients()
    return .part(window, of: unlinked.count, at: ListAddress(request)) { json in
      json.member("unlinked") { json in
        json.array { json in for client in window.of(unlinked) { client.write(to: &json) } }
      }
    }
  }
}

extension HTTPResponse {
  fileprivate static func clients(_ links: [ClientLink], _ window: Window, at address: ListAddress) -> HTTPResponse {
    .part(window, of: links.count, at: address) { json in
      for state in ClientLink.State.allCases {
        json.member(state.rawValue, links.count { $0.state == state })
      }
      json.member("clients") { json in json.array { json in for link in window.of(links) { link.write(to: &json) } } }
    }
  }
}

extension IdentityDecision.Kind {
  static let aboutPeople: [Self] = [.person, .alias, .reject, .merge, .team, .role, .left, .passOver, .undo]
  static let aboutClients: [Self] = [.company, .domain, .contact, .notContact, .passOver, .undo]
  static let aboutProducts: [Self] = [.tag, .passOver, .undo]
}

extension IdentityOrder {
  static let fields = ["kind", "subject", "source", "id", "calling", "other", "email", "undoes", "from", "to"]

  init(_ given: [String: String], among kinds: [IdentityDecision.Kind]) throws(WebError) {
    if let stranger = given.keys.sorted().first(where: { !IdentityOrder.fields.contains($0) }) {
      throw .badRequest(
        "“\(shown(stranger))” is no part of a decision; there are \(IdentityOrder.fields.joined(separator: ", "))")
    }
    guard let kind = given["kind"].flatMap(IdentityDecision.Kind.init), kinds.contains(kind) else {
      throw .badRequest("kind must be one of \(kinds.map(\.rawValue).joined(separator: ", "))")
    }
    var undoes: Int64?
    if let text = given["undoes"] {
      guard let number = Int64(text) else { throw .badRequest("undoes must be the number of a decision") }
      undoes = number
    }
    func day(_ name: String) throws(WebError) -> LocalDay? {
      guard let text = given[name] else { return nil }
      guard let day = LocalDay(iso8601: text) else { throw .badRequest("\(name) must be a day such as 2026-11-20") }
      return day
    }
    self.init(
      kind, given["subject"] ?? "", source: given["source"], vendorID: given["id"], calling: given["calling"],
      other: given["other"], email: given["email"], undoes: undoes, from: try day("from"), to: try day("to"))
  }
}
