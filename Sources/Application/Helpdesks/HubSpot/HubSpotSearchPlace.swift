import Fetching
import JSONReader

/// Where a search for tickets by time stands, and how it goes on.
///
/// HubSpot's searches are paged by row number, up to the 10,000th row. A ticket that changes while one pages moves to the
/// end of a list that is sorted by change; all rows behind its old place move up by one, and the first row of the next
/// page would be passed over. So no page is asked for by number: each is the beginning of a new search from the last
/// row's millisecond on, which that row answers once more. It has no 10,000th row, either.
///
/// One millisecond may be shared by more tickets than a page holds, after bulk edits: then nothing would ever follow. Such
/// a millisecond is walked by id, each page from the last id on, exactly as it came: some portals sort ids as text and
/// compare them so. When it is through, the next millisecond follows.
///
/// Pages may be short or empty while `paging.next` says that more follow: only an empty page is passed by row number.
struct HubSpotSearchPlace: Equatable, Sendable {
  enum Property: String, Sendable {
    case changed = "hs_lastmodifieddate"
    case created = "createdate"
  }

  var property: Property
  var from: HubSpotTime
  /// Within one millisecond, by id.
  var isWithin = false
  var lastID: String?
  /// The row to begin with: 0, except after an empty page.
  var row = "0"

  init(_ property: Property, from: HubSpotTime) {
    self.property = property
    self.from = from
  }

  func request(until: HubSpotTime?, limit: Int = 200) -> VendorRequest {
    var json = JSONWriter()
    json.object { json in
      json.member("filterGroups") { $0.array { $0.object { $0.member("filters") { write(filters(until), to: &$0) } } } }
      json.member("sorts") { json in
        json.array { json in
          json.object {
            $0.member("propertyName", isWithin ? "hs_object_id" : property.rawValue)
            $0.member("direction", "ASCENDING")
          }
        }
      }
      json.member("properties") { $0.array { $0.value(property.rawValue) } }
      json.member("limit", limit)
      json.member("after", row)
    }
    return .post(
      "/crm/v3/objects/tickets/search", json: json.bytes, to: "search the tickets of HubSpot",
      bucket: HubSpotManners.search)
  }

  private func filters(_ until: HubSpotTime?) -> [(String, String, String)] {
    let time = "\(from.milliseconds)"
    guard !isWithin else {
      return [(property.rawValue, "EQ", time)] + (lastID.map { [("hs_object_id", "GT", $0)] } ?? [])
    }
    return [(property.rawValue, "GTE", time)]
      + (until.map { [(property.rawValue, "LT", "\($0.milliseconds)")] } ?? [])
  }

  private func write(_ filters: [(String, String, String)], to json: inout JSONWriter) {
    json.array { json in
      for (property, comparison, value) in filters {
        json.object {
          $0.member("propertyName", property)
          $0.member("operator", comparison)
          $0.member("value", value)
        }
      }
    }
  }

  /// The place after an answer; nothing at the end.
  func next(after answer: HubSpotSearchAnswer) -> HubSpotSearchPlace? {
    var next = self
    guard let row = answer.next else {
      guard isWithin else { return nil }
      return HubSpotSearchPlace(property, from: HubSpotTime(milliseconds: from.milliseconds + 1))
    }
    guard let last = answer.tickets.last else {
      next.row = row
      return next
    }
    next.row = "0"
    if isWithin {
      next.lastID = last.id
    } else if let time = answer.tickets.map(\.time).whereTheyEnd, time > from {
      next.from = time
    } else {
      next.isWithin = true
    }
    return next
  }
}

extension [HubSpotTime?] {
  /// How far rows reach that are sorted by these times.
  ///
  /// A row that changes while it is given out stands where the index had it, with the time of now: one such row at the
  /// end would pass over everything between. Of the last three one at least is as old as its place says; what they
  /// repeat is harmless.
  var whereTheyEnd: HubSpotTime? { suffix(count > 10 ? 3 : 1).compactMap { $0 }.min() }
}

/// One page of a search.
struct HubSpotSearchAnswer: Equatable, Sendable {
  private(set) var tickets: [Row]
  /// The number of the row that follows; nothing on the last page.
  var next: String?
  /// It may be more than can be paged to, and change from page to page.
  var total: Int?

  struct Row: Equatable, Sendable {
    var id: String
    var time: HubSpotTime?
  }

  /// What is no ticket.
  var rejected: [RejectedRow] = []

  init(_ json: JSONField, by property: HubSpotSearchPlace.Property) throws(JSONMismatch) {
    tickets = []
    for row in try json["results"].list {
      // The property is what the search compares; the record's own time is the same in practice.
      let own = property == .changed ? row["updatedAt"] : row["createdAt"]
      let time = row["properties"][property.rawValue].ifPresent ?? own
      do throws(JSONMismatch) {
        // One without a time is read all the same; it only does not tell where the search stands.
        tickets.append(Row(id: try row["id"].string, time: try? time.hubSpotTime))
      } catch {
        rejected.append(RejectedRow(where: "a ticket of a search", why: "\(error)"))
      }
    }
    next = json.pagingAfter
    total = try? json["total"].int
  }
}

extension HubSpotSearchPlace {
  /// `changed 1704067200000 0`, `changed 1704067200000 within 1075966441 0`
  var text: String {
    let name = property == .changed ? "changed" : "created"
    let within = isWithin ? " within \(lastID ?? "-")" : ""
    return "\(name) \(from.milliseconds)\(within) \(row)"
  }

  init?(text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3 || (words.count == 5 && words[2] == "within"), let time = Int64(words[1]),
      let property = ["changed": Property.changed, "created": .created][words[0]]
    else { return nil }
    self.init(property, from: HubSpotTime(milliseconds: time))
    isWithin = words.count == 5
    lastID = isWithin && words[3] != "-" ? words[3] : nil
    row = words[words.count - 1]
  }
}
