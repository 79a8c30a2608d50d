import CivilTime
import Fetching
import HTTPClient
import JSONReader

/// The members of one audience.
struct MailchimpList: Sendable {
  let audience: String
  let calls: VendorCalls
  /// The most that is given at once.
  static let pageSize = 1_000

  struct Rows {
    var members: [JSONField]
    var total: Int?

    init(_ json: JSONValue) throws(JSONMismatch) {
      members = try json["members"].list
      total = try json["total_items"].ifPresent?.int
    }

    /// Whether more of the same question follow.
    func goesOn(after offset: Int) -> Bool {
      guard !members.isEmpty else { return false }
      return total.map { offset + members.count < $0 } ?? (members.count >= MailchimpList.pageSize)
    }
  }

  /// Members in the order of their last change.
  func page(since: Instant?, offset: Int, count: Int = pageSize) async throws -> Rows {
    var query = [("sort_field", "last_changed"), ("sort_dir", "ASC"), ("count", "\(count)"), ("offset", "\(offset)")]
    if let since { query.append(("since_last_changed", since.iso8601.dropLast() + "+00:00")) }
    // What else could be asked for is most of an answer.
    query.append(("exclude_fields", "members._links,_links"))
    var request = VendorRequest("GET", path, query, to: "list the contacts")
    // Mailchimp gives up after two minutes itself, and until then works on what nobody waits for.
    request.deadlines.total = .seconds(130)
    request.deadlines.stall = .seconds(130)
    return try Rows(await calls.send(request).json)
  }

  /// Nothing when the audience has no such member.
  func member(_ id: String) async throws -> JSONField? {
    let query = [("exclude_fields", "_links")]
    let answer = try await calls.send(
      VendorRequest("GET", "\(path)/\(percentEncoded(id))", query, to: "read a contact", accepts: [404]))
    return answer.status == 404 ? nil : answer.json.root
  }

  private var path: String { "/lists/\(percentEncoded(audience))/members" }
}
