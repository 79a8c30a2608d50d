internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// Mailchimp's Marketing API 3.0, as far as audiences and their members go.
package final class MailchimpDouble: VendorDouble {
  package static let apiKey = "0123456789abcdef0123456789abcdef-us10"
  package static let audience = "16d6ec4ffc"

  package let clock: DoubleClock
  let state: Mutex<MailchimpAudience>
  private let hiding = Mutex(false)
  /// Lists leave out who was archived; asked for by their ids they answer.
  package var hidesArchived: Bool {
    get { hiding.withLock { $0 } }
    set { hiding.withLock { $0 = newValue } }
  }

  static let routes: Routes<MailchimpDouble> = [
    .get("/3.0/lists", MailchimpDouble.lists),
    .get("/3.0/lists/{list}/members", MailchimpDouble.members),
    .get("/3.0/lists/{list}/members/{member}", MailchimpDouble.member),
  ]

  package init(clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    state = Mutex(MailchimpAudience(id: MailchimpDouble.audience, name: "Newsletter"))
  }

  package func answer(to call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call.credentials) { return refusal }
    if let answer = Self.routes.answer(call, by: self) { return answer }
    let methods = Self.routes.methods(for: call)
    guard methods.isEmpty else {
      return problem(405, "Method Not Allowed").adding(["Allow": methods.map(\.rawValue).joined(separator: ", ")])
    }
    return problem(404, "Resource Not Found")
  }

  /// Any name goes with the key, and the key alone as a bearer's token.
  private func refusal(of credentials: Credentials) -> DoubleAnswer? {
    let key: String
    switch credentials {
    case .none: return problem(401, "API Key Missing")
    case .basic(let user, let password) where !user.isEmpty: key = password
    case .bearer(let token): key = token
    default: return problem(401, "API Key Invalid")
    }
    if key == MailchimpDouble.apiKey { return nil }
    let isElsewhere = key.hasPrefix(MailchimpDouble.apiKey.prefix(32)) && key.contains("-")
    return isElsewhere ? problem(403, "WrongDatacenter") : problem(401, "API Key Invalid")
  }

  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(500): problem(500, "InternalServerError")
    // The network before it answers for itself.
    case .status(let code): .html("<html><body>\(code)</body></html>", status: code)
    case .rateLimited: problem(429, "TooManyRequests")
    }
  }

  func problem(_ status: Int, _ title: String, errors: [(field: String, message: String)] = []) -> DoubleAnswer {
    .json(status: status, type: "application/problem+json; charset=utf-8") { json in
      json.object {
        $0.member("type", "https://mailchimp.com/developer/marketing/docs/errors/")
        $0.member("title", title)
        $0.member("status", status)
        $0.member("detail", "Nobody but a person should read this.")
        $0.member("instance", "00000000-0000-4000-8000-000000000\(status)")
        guard !errors.isEmpty else { return }
        $0.member("errors") { json in
          json.array {
            for error in errors {
              $0.object {
                $0.member("field", error.field)
                $0.member("message", error.message)
              }
            }
          }
        }
      }
    }
  }
}
