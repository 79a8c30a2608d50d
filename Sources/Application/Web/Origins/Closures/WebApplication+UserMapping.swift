import Accounts
import HTTPServer
import JSONReader
import Runtime
import Support
import Warehouse

// Linking and unlinking who a source lists: decisions like all others, which can be undone.
extension WebApplication {
  func closureMapping(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let mapping = try await userMappings().first(where: { $0.id == id }) else {
      throw WebError.notFound("there is no mapping “\(shown(id))”")
    }
    switch request.method {
    case .put: return try await link(mapping, try await MappingOrder(request))
    case .delete: return try await unlink(mapping)
    default: return try await answer(mapping)
    }
  }

  /// By the name at the source instead of the mapping's id.
  func closureMappingByName(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await MappingOrder(request)
    guard let name = order.name else { throw WebError.badRequest("freshworks_name is missing") }
    let found = try await userMappings().filter { FoldedName($0.entry.name) == FoldedName(name) }
    guard let mapping = found.first else { throw WebError.notFound("no source lists anybody called “\(shown(name))”") }
    guard found.count == 1 else {
      let ids = found.map(\.id).joined(separator: ", ")
      throw WebError(.conflict, "\(found.count) are called “\(shown(name))”; put one of them by its id: \(ids)")
    }
    return try await link(mapping, order)
  }

  private func link(_ mapping: UserMapping, _ order: MappingOrder) async throws -> HTTPResponse {
    let person = try await person(order)
    if mapping.person != person {
      if mapping.isOfSettings { throw WebError.standsInTheSettings(mapping) }
      let known = Set(try await installation.people().people.map(\.name))
      if !known.contains(person) { try await decide(IdentityOrder(.person, person)) }
      try await decide(
        IdentityOrder(
          .alias, person, source: mapping.source, vendorID: mapping.entry.id, calling: mapping.entry.name))
    }
    return try await answer(try await refreshed(mapping), "Mapping updated")
  }

  private func unlink(_ mapping: UserMapping) async throws -> HTTPResponse {
    guard let person = mapping.person else {
      throw WebError(.conflict, "\(mapping.entry.name) is linked with nobody")
    }
    if mapping.isOfSettings { throw WebError.standsInTheSettings(mapping) }
    let calling = Calling(mapping.entry.name, id: mapping.entry.id, email: mapping.entry.email, in: mapping.source)
    if let decision = try await installation.ledger.identityBook().alias(of: calling) {
      try await decide(IdentityOrder(.undo, undoes: decision.number))
    } else {
      try await decide(
        IdentityOrder(
          .reject, person, source: mapping.source, vendorID: mapping.entry.id, calling: mapping.entry.name))
    }
    return try await answer(try await refreshed(mapping), "Mapping deleted")
  }

  /// An account is its person's; a person may be named instead.
  private func person(_ order: MappingOrder) async throws -> String {
    let people = try await closureUsers()
    if let id = order.userID {
      guard let account = try await accounts.account(id) else {
        throw WebError.notFound("there is no account \(id)")
      }
      return people.person(called: account.name)
    }
    guard let username = order.username else {
      throw WebError.badRequest("user_id is missing: the number of an account; or say username, the name of a person")
    }
    return people.person(called: username)
  }

  private func refreshed(_ mapping: UserMapping) async throws -> UserMapping {
    try await userMappings().first { $0.id == mapping.id } ?? mapping
  }

  private func answer(_ mapping: UserMapping, _ message: String? = nil) async throws -> HTTPResponse {
    let people = try await closureUsers()
    return .object { json in
      json.member("success", true)
      if let message { json.member("message", message) }
      json.member("mapping") { mapping.write(to: &$0, people) }
    }
  }
}

/// Who somebody of a source is to be.
private struct MappingOrder {
  var userID: Int64?
  var username: String?
  var name: String?

  init(_ request: HTTPRequest) async throws {
    let given = try await request.orderFields(takesNumbers: true)
    let known = ["user_id", "username", "freshworks_name"]
    if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
      throw WebError.badRequest(
        "“\(shown(stranger))” is no part of a mapping; there are \(known.joined(separator: ", "))")
    }
    if let text = given["user_id"] {
      guard let id = Int64(text) else { throw WebError.badRequest("user_id must be the number of an account") }
      userID = id
    }
    username = given["username"]
    name = given["freshworks_name"]
  }
}
