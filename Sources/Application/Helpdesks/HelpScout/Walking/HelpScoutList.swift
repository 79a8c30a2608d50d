import CivilTime
import Fetching
import JSONReader

/// A question whose answer is a list in numbered pages.
struct HelpScoutList: Sendable {
  var path: String
  var query: [(name: String, value: String)] = []
  /// Where the rows stand in the answer; “an empty result has no such key at all”.
  var key: String
  /// “list the conversations of Help Scout”
  var operation: String

  /// The next address is made here: “the docs once warned that filters get lost in `next`”.
  func request(page: Int) -> VendorRequest {
    VendorRequest("GET", path, query + [("page", String(page))], to: operation)
  }
}

/// One page of a list.
struct HelpScoutListPage: Sendable {
  var rows: [JSONValue]
  /// How many rows a page has, where the vendor says so; it differs between lists and over the years.
  var size: Int?
  var pages: Int
  var total: Int?
  /// The vendor's clock when it answered.
  var answeredAt: Instant?

  init(_ answer: VendorAnswer, of list: HelpScoutList) throws(JSONMismatch) {
    let page = answer.json["page"]
    // “Empty result: the _embedded key is missing altogether.” What has neither that nor a page is no list.
    if answer.json["_embedded"].ifPresent == nil { _ = try page.object }
    rows = try answer.json["_embedded"].list(list.key).compactMap(\.value)
    total = try page.number("totalElements")
    size = try page.number("size").flatMap { $0 > 0 ? $0 : nil }
    pages = try page.number("totalPages") ?? 1
    answeredAt = answer.date
  }

  /// What tells whether the page still begins where it did.
  var first: String? { rows.first.flatMap(HelpScoutListPage.id) }

  static func id(_ row: JSONValue) -> String? {
    guard case .number(let id) = row["id"].value else { return nil }
    return id.text
  }
}

extension VendorCalls {
  /// One page of a list of Help Scout.
  func page(_ number: Int, of list: HelpScoutList) async throws -> HelpScoutListPage {
    try HelpScoutListPage(try await send(list.request(page: number)), of: list)
  }

  /// A whole list of Help Scout, such as its users.
  func rows(of list: HelpScoutList) async throws -> [JSONValue] {
    let first = try await page(1, of: list)
    guard first.pages > 1 else { return first.rows }
    var reading = HelpScoutReading(endOf: first)
    var rows: [JSONValue] = []
    while !reading.isOver { rows += try await reading.step({ try await self.page($0, of: list) }, self) }
    return rows
  }
}
