internal import Fetching
internal import HTTPClient
internal import JSONReader

/// The calls to one account, in the words of its product.
struct FreshAPI: Sendable {
  /// The most that lists show at a time; the default is 30, or 10 in places, so it is always asked for.
  static let pageSize = 100

  let calls: VendorCalls
  let product: Freshworks.Product

  struct Listing: Sendable {
    var rows: [JSONField]
    var hasMore: Bool
  }

  /// Calls that share one of the account's limits: lists of tickets, agents and requesters have lower ones of their own,
  /// and so has the ticket itself.
  enum Bucket: String, Sendable {
    case tickets = "list tickets"
    case ticket = "view ticket"
    case agents = "list agents"
    case requesters = "list requesters"
    case other
  }

  func get(
    _ path: String, _ query: [(name: String, value: String)] = [], to operation: String, in bucket: Bucket = .other,
    accepts: Set<Int> = []
  ) async throws -> VendorAnswer {
    try await calls.send(
      VendorRequest("GET", path, query, to: operation, bucket: bucket.rawValue, accepts: accepts))
  }

  /// One page of a list.
  ///
  /// “Always send it”, says the contract of `per_page` (§2); but the form of tickets and other short lists have no pages
  /// in the vendor's papers (§4), and a server that refuses what it does not know (400 `invalid_field`, §9) refuses these
  /// parameters there. Then the list is asked for as it is.
  func list(
    _ path: String, _ key: String, _ query: [(name: String, value: String)] = [], page: Int,
    size: Int = FreshAPI.pageSize, to operation: String, in bucket: Bucket = .other
  ) async throws -> Listing {
    let paging = [(name: "page", value: "\(page)"), (name: "per_page", value: "\(size)")]
    let answer = try await get(path, query + paging, to: operation, in: bucket, accepts: page == 1 ? [400] : [])
    guard answer.status == 400 else { return try listing(in: answer, key) }
    let fields = FreshProblem(answer.body)?.fields ?? []
    guard !fields.isEmpty, fields.allSatisfy({ $0 == "page" || $0 == "per_page" }) else {
      throw refusal(answer, operation)
    }
    return try listing(in: await get(path, query, to: operation, in: bucket), key)
  }

  func refusal(_ answer: VendorAnswer, _ operation: String) -> VendorError {
    let words = FreshProblem(answer.body)?.words ?? "no reason given"
    return VendorError(
      .refused, operation, cause: "\(product.name) refused the request (400): \(words)", status: 400)
  }

  /// Freshservice wraps a list in an object, Freshdesk does not. `Link` is there only while there is a next page; where
  /// something on the way has dropped it, a full page tells that there may be one.
  func listing(in answer: VendorAnswer, _ key: String) throws -> Listing {
    let rows = try FreshAPI.unwrapped(answer.json, key).list
    return Listing(rows: rows, hasMore: rows.count >= FreshAPI.pageSize || answer.hasNextLink)
  }

  /// A whole list, page after page.
  func all(
    _ path: String, _ key: String, to operation: String, in bucket: Bucket = .other
  ) async throws -> [JSONField] {
    var rows = FreshRows()
    for page in 1... {
      guard rows.take(try await list(path, key, page: page, to: operation, in: bucket)) else { break }
    }
    return rows.all
  }

  static func unwrapped(_ json: JSONValue, _ key: String) -> JSONField {
    guard case .object(let object) = json, object[key] != nil else { return json.root }
    return json[key]
  }
}

/// The rows of a list that is read page by page, each of them once.
struct FreshRows {
  private(set) var all: [JSONField] = []
  private var seen: Set<String> = []

  /// False at the end. A page that shows nothing new is one, for servers that do not page.
  mutating func take(_ listing: FreshAPI.Listing) -> Bool {
    let news = listing.rows.filter { seen.insert(Self.identity(of: $0)).inserted }
    all += news
    return !news.isEmpty && listing.hasMore
  }

  /// Activities have no ids: what they say tells them apart.
  private static func identity(of row: JSONField) -> String {
    if let id = try? row["id"].freshID { return id }
    var json = JSONWriter()
    json.value(row.value ?? .null)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension VendorAnswer {
  /// `<https://…?page=2>; rel="next"`
  var hasNextLink: Bool {
    headers.all("Link").contains { field in
      field.split(separator: ";").contains { part in
        let words = part.filter { $0 != " " && $0 != "\"" }
        return words.lowercased().hasPrefix("rel=next")
      }
    }
  }

  /// What is not there is answered by 404 and nothing. A page in HTML comes from somewhere else than the account.
  func isMissing(_ operation: String, _ vendor: String) throws -> Bool {
    guard status == 404 else { return false }
    guard headers["Content-Type"]?.lowercased().contains("html") != true else {
      throw VendorError(
        .broken, operation, cause: "the address answered with a page in HTML (404)",
        hint:
          "check the base_url: it is the vendor's own domain, such as https://acme.\(vendor.lowercased()).com/api/v2",
        status: 404)
    }
    return true
  }
}
