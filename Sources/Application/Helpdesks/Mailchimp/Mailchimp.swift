package import CivilTime
import Encoding
package import Fetching
import HTTPClient
import JSONReader
import Support

/// An audience of Mailchimp (Marketing API 3.0): contacts, by which customers are linked to clients. It has no
/// conversations.
package struct Mailchimp: Sendable {
  package let source: String
  package let baseURL: String
  package let audience: String
  package let manners: any VendorManners

  /// - Parameter baseURL: with the version: `https://us10.api.mailchimp.com/3.0`.
  package init(source: String, baseURL: String, apiKey: String, audience: String) {
    self.source = source
    self.baseURL = baseURL
    self.audience = audience
    manners = MailchimpManners(apiKey: apiKey)
  }
}

extension Mailchimp: Helpdesk {
  package var kind: String { "mailchimp" }
  package var account: String { "\(kind) \(baseURL)" }

  package var supplies: [Supply: Provision] {
    Dictionary(uniqueKeysWithValues: Supply.allCases.map { ($0, .none("Mailchimp has contacts, no conversations")) })
  }

  package var passes: [SyncPass] { [SyncPass("members", overlap: 3_600, listsContacts: true)] }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    MailchimpSession(list: MailchimpList(audience: audience, calls: calls))
  }

  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let total = try await MailchimpList(audience: audience, calls: calls).page(since: nil, offset: 0, count: 1).total
    return SyncEstimate(
      conversations: total, calls: total.map { $0 / MailchimpList.pageSize + 1 }, callsPerMinute: nil)
  }

  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] {
    let request = VendorRequest(
      "GET", "/lists", [("fields", "lists.id,lists.name,total_items"), ("count", "\(MailchimpList.pageSize)")],
      to: "list the audiences")
    do {
      let lists = try await calls.send(request).json["lists"].list
      let signedIn = ConnectionCheck("Sign in", .passed)
      guard lists.contains(where: { (try? $0["id"].string) == audience }) else {  // one without an id is not it
        let names = lists.compactMap { try? "\($0["id"].string) (\($0["name"].string))" }  // nor worth naming
        let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
        return [
          signedIn, ConnectionCheck("Find the audience", .failed("the account has no audience \(audience); \(known)")),
        ]
      }
      return await [signedIn, ConnectionCheck("Find the audience", .passed), contacts(calls)]
    } catch {
      return [ConnectionCheck("Sign in", .failed(cause(of: error)), request: newKey)]
    }
  }

  private func contacts(_ calls: VendorCalls) async -> ConnectionCheck {
    do {
      _ = try await MailchimpList(audience: audience, calls: calls).page(since: nil, offset: 0, count: 1)
      return ConnectionCheck("Read contacts", .passed)
    } catch {
      return ConnectionCheck("Read contacts", .failed(cause(of: error)), request: newKey)
    }
  }

  private var newKey: String {
    """
    Please create an API key for Replyledger (Account & billing > Extras > API keys), as a user who may see the audience \
    \(audience): a manager, an administrator or the owner.
    """
  }

  private func cause(of error: any Error) -> String {
    guard let error = error as? VendorError else { return "\(error)" }
    return error.cause + (error.hint.map { " (\($0))" } ?? "")
  }
}

/// How Mailchimp wants to be spoken to.
struct MailchimpManners: VendorManners {
  let vendor = "Mailchimp"
  let credentials: any Credentials
  /// Ten connections are allowed to a user, and other programs of the same user count.
  let concurrency: Int? = 8

  init(apiKey: String) {
    // Any name does.
    credentials = FixedCredentials(["Authorization": "Basic \(Base64.encode(Array("replyledger:\(apiKey)".utf8)))"])
  }

  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    let title = MailchimpManners.title(of: response)
    switch (response.status, title) {
    case (403, "wrongdatacenter"?):
      return fail(
        .credentials, "keeps this account in another data centre", request,
        hint: "the key ends in its name: with …-us10 write base_url: https://us10.api.mailchimp.com/3.0")
    case (403, "userdisabled"?):
      return fail(.credentials, "has disabled the user of this key", request, hint: "use the key of another user")
    // “Account under compliance review, do not retry.” Every other 503 passes.
    case (503, let title?) where title.contains("compliance"):
      return fail(
        .credentials, "is reviewing this account", request, hint: "see to it in Mailchimp: nothing works before")
    // A gateway before Mailchimp speaks no JSON, and does not know what is allowed.
    case (403, nil): return .again(seconds: response.retryAfter)
    case (426, _):
      return fail(.refused, "answers over https only", request, hint: "write base_url: https://…")
    default: return Verdict.usual(response, to: request, of: self)
    }
  }

  private func fail(_ kind: VendorError.Kind, _ cause: String, _ request: VendorRequest, hint: String) -> Verdict {
    .fail(VendorError(kind, request.operation, cause: "\(vendor) \(cause)", hint: hint))
  }

  /// The problem's name: some have spaces in them, and not always. Its `detail` may speak of people.
  private static func title(of response: IncomingResponse) -> String? {
    guard !response.isSuccess, let problem = try? JSONValue(utf8: response.body) else { return nil }  // a page in HTML
    let title = try? problem["title"].string  // other JSON has no name
    return title?.filter(\.isLetter).lowercased()
  }
}
