import Accounts
import HTTPServer
import Runtime
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Web

/// A browser that keeps its cookie and sends forms as they were printed.
final class Browser: Sendable {
  let served: ServedLedger
  private let kept = Mutex<String?>(nil)
  /// Sent with each request, as a proxy would.
  let headers: [String]

  init(_ served: ServedLedger, headers: [String] = []) {
    self.served = served
    self.headers = headers
  }

  /// `replyledger=…`
  var cookie: String? {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }

  func get(_ target: String, _ more: [String] = []) async throws -> RawHTTPResponse {
    keep(try await served.get(target, cookies + headers + more))
  }

  /// Sends the form that stands on a page.
  func submit(
    _ fields: [(String, String)], to target: String, from page: String, more: [String] = []
  ) async throws -> RawHTTPResponse {
    let token = try await formToken(of: page)
    return try await post(fields + [("csrf", token)], to: target, more: more)
  }

  func post(_ fields: [(String, String)], to target: String, more: [String] = []) async throws -> RawHTTPResponse {
    let body = fields.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }.joined(separator: "&")
    let answer = try await served.send(
      "POST", target, cookies + headers + more + ["Content-Type: application/x-www-form-urlencoded"],
      body: Array(body.utf8))
    return keep(answer)
  }

  func formToken(of page: String) async throws -> String {
    let text = try await get(page).text
    return try #require(text.firstMatch(of: /name="csrf" value="([0-9a-f]{64})"/).map { String($0.1) }, "\(page)")
  }

  @discardableResult func signIn(_ name: String, _ password: String = Browser.password, to: String = "/") async throws
    -> RawHTTPResponse
  {
    try await submit([("name", name), ("password", password), ("to", to)], to: "/sign-in", from: "/sign-in")
  }

  static let password = "four plain words here"

  private var cookies: [String] { cookie.map { ["Cookie: \($0)"] } ?? [] }

  private func keep(_ answer: RawHTTPResponse) -> RawHTTPResponse {
    for set in answer.all("Set-Cookie") { cookie = String(set.prefix { $0 != ";" }) }
    return answer
  }
}

extension ServedLedger {
  var book: AccountBook { application.accounts }

  @discardableResult func add(_ name: String, _ role: Role, sees: Visibility = .everything) async throws
    -> Accounts.Account
  {
    try await book.add(
      name, role: role, visibility: sees, password: .chosen(Browser.password), by: .commandLine
    ).account
  }

  func browser(of name: String) async throws -> Browser {
    let browser = Browser(self)
    #expect(try await browser.signIn(name).status == 303)
    return browser
  }

  func token(
    _ role: Role, _ scopes: [TokenScope] = [], sees: Visibility = .everything, owner: Int64? = nil
  ) async throws -> String {
    let order = TokenOrder(
      "t\(Int64.random(in: 0 ... .max))", role: role, scopes: scopes, visibility: sees, owner: owner)
    return "Authorization: Bearer " + (try await book.createToken(order, by: .commandLine).secret)
  }

  var deeds: [String] {
    get async throws { try await book.audit(limit: 100).reversed().map { "\($0.actor): \($0.action) \($0.subject)" } }
  }
}
