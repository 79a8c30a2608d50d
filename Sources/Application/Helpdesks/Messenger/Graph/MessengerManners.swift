import Fetching
import HTTPClient
import JSONReader

/// Graph says by a code what is wrong; limits are no 429, and dead tokens not always a 401.
struct MessengerManners: VendorManners {
  let vendor = "Facebook"
  let credentials: any Credentials

  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    // “Decide on `code`”: the status is mostly an error's, and need not be. A problem is short.
    guard !response.isSuccess || response.body.count < 2_048, let problem = GraphProblem(response) else {
      return Verdict.usual(response, to: request, of: self)
    }
    // Whoever asked for too much at once asks for less.
    if problem.wantsLess { return .answer }
    guard let kind = problem.kind else {
      return problem.isTransient
        ? .again(seconds: response.retryAfter) : .wait(seconds: GraphUsage(response).secondsToWait)
    }
    return .fail(
      VendorError(
        kind, request.operation, cause: "Facebook \(problem.cause) (\(problem.label))", hint: problem.hint,
        status: response.status))
  }

  /// Above three quarters of what is allowed every answer makes the next call wait a little, the more the nearer to all.
  func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? {
    let percent = GraphUsage(response).percent
    guard percent > 75 else { return nil }
    return Allowance(limit: 100, remaining: 0, resetsIn: min(30, (percent - 75) / 2))
  }
}

/// `X-App-Usage`, `X-Page-Usage` and `X-Business-Use-Case-Usage`: JSON in a header, in percent of what is allowed.
struct GraphUsage: Equatable {
  private(set) var percent = 0.0
  private(set) var minutesToWait = 0.0

  init(_ response: IncomingResponse) {
    for name in ["X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage"] {
      // What is no JSON says nothing.
      guard let text = response.headers[name], let json = try? JSONValue(text) else { continue }
      take(json.root)
    }
  }

  private mutating func take(_ field: JSONField) {
    for name in ["call_count", "total_time", "total_cputime"] { percent = max(percent, number(field[name])) }
    minutesToWait = max(minutesToWait, number(field["estimated_time_to_regain_access"]))
    // By the id of a business, a list of uses.
    for member in field.graphMembers { for use in member.graphList { take(use) } }
  }

  private func number(_ field: JSONField) -> Double { (try? field.double) ?? 0 }  // missing, or nothing to count

  /// The headers tell minutes, where they tell anything.
  var secondsToWait: Double? { minutesToWait > 0 ? minutesToWait * 60 : nil }
}

/// `{"error": {"code": …, "error_subcode": …, "message": …, "is_transient": …}}`
struct GraphProblem: Equatable {
  var code: Int
  var subcode: Int?
  /// The same call may succeed a little later.
  var isTransient: Bool
  /// The same call will fail again, a smaller one may not.
  var wantsLess: Bool
  /// The app demands proof of its secret, or another one.
  var wantsProof: Bool

  init?(_ response: IncomingResponse) {
    // No JSON: no word of Graph's.
    guard let json = try? JSONValue(utf8: response.body) else { return nil }
    self.init(json)
  }

  init?(_ json: JSONValue) {
    let error = json["error"]
    guard let code = error["code"].graphNumber else { return nil }
    self.code = code
    subcode = error["error_subcode"].graphNumber
    let message = (error["message"].graphText ?? "").lowercased()
    wantsLess = code == 1 && message.contains("reduce the amount")
    wantsProof = message.contains("appsecret_proof")
    isTransient = !GraphProblem.isLimit(code, subcode) && (code == 1 || code == 2 || error["is_transient"].isTrue)
  }

  private static func isLimit(_ code: Int, _ subcode: Int?) -> Bool {
    [4, 17, 32, 613].contains(code) || (80_000...80_014).contains(code) || subcode == 2_446_079
  }

  var label: String { subcode.map { "code \(code), \($0)" } ?? "code \(code)" }

  /// Nothing where waiting helps.
  var kind: VendorError.Kind? {
    if isTransient || GraphProblem.isLimit(code, subcode) { return nil }
    if wantsProof { return .credentials }
    switch (code, subcode) {
    case (102, _), (190, _): return .credentials
    case (10, _), (200...299, _): return .forbidden
    case (100, 33): return .missing
    case (368, _): return .exhausted
    default: return .refused
    }
  }

  var cause: String {
    if wantsProof { return "wants another proof of the app's secret" }
    return switch (code, subcode) {
    case (102, _), (190, _): "does not accept the token"
    case (10, _), (200...299, _): "does not allow it"
    case (100, 33): "has nothing there, or does not show it"
    case (368, _): "has blocked the page or the app for a while"
    case (2_635, _): "does not know this version of its API any more"
    default: "refused the request"
    }
  }

  var hint: String? {
    if wantsProof { return "write app_secret: the secret of the app that the token was made for" }
    return switch (code, subcode) {
    case (102, _), (190, 463), (190, 467):
      "the token has expired: make a new page access token, best one that does not expire"
    case (190, 458): "the app was removed: let somebody of the page allow it again, and make a new token"
    case (190, 459): "whoever made the token must sign in to Facebook and pass its check, then make a new one"
    case (190, 460): "the password was changed since: make a new token"
    case (190, _):
      "take a page access token, not a user's, with pages_messaging, pages_manage_metadata and pages_read_engagement"
    case (10, _), (200...299, _):
      "give the app pages_messaging and pages_read_engagement, with advanced access, and the person the task MESSAGING"
    case (100, 33): "check page_id if this concerns everything"
    case (100, _): "a parameter is wrong, or the app lacks a permission or a feature for it"
    case (368, _): "look at the page's support inbox; the next sync tries again"
    case (2_635, _): "raise the version in base_url, such as https://graph.facebook.com/v23.0"
    default: nil
    }
  }
}

extension JSONField {
  /// Text that says something, or a number as it is written; nothing for all else.
  var graphText: String? {
    switch value {
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): number.text
    default: nil
    }
  }

  var graphNumber: Int? { graphText.flatMap { Int($0) } }

  /// The elements of an array, or of the `data` of an edge.
  var graphList: [JSONField] {
    let list = isMissingOrNull ? self : self["data"].isMissingOrNull ? self : self["data"]
    guard case .array(let values) = list.value else { return [] }
    return values.enumerated().map { JSONField($1, path: "\(list.path)[\($0)]") }
  }

  fileprivate var graphMembers: [JSONField] {
    guard case .object(let object) = value else { return [] }
    return object.members.map { JSONField($0.value, path: $0.key) }
  }

  /// Where the list goes on. Its `next` says that it does, and holds the token: it is never followed, kept or shown.
  var graphCursor: String? {
    get throws {
      let paging = self["paging"]
      guard !paging["next"].isMissingOrNull else { return nil }
      guard let cursor = paging["cursors"]["after"].graphText else {
        throw VendorError(
          .broken, "page through the conversations of Messenger", cause: "Facebook names a next page without a cursor")
      }
      return cursor
    }
  }
}
