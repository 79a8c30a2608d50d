internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension HubSpotDouble {
  private struct Filter {
    enum Comparison: String {
      case equal = "EQ"
      case greater = "GT"
      case atLeast = "GTE"
      case less = "LT"
      case atMost = "LTE"
    }

    var property: String
    var comparison: Comparison
    var value: String

    static let properties: Set<String> = ["hs_lastmodifieddate", "createdate", "hs_object_id"]
  }

  private struct Question {
    var groups: [[Filter]]
    var sortsBy: String
    var properties: [String]
    var limit: Int
    var row: Int
  }

  /// A ticket as the index has it.
  private struct Entry {
    var id: Int
    var changedAt: Int64
    var createdAt: Int64
  }

  func search(_ call: DoubleRequest) -> DoubleAnswer {
    switch question(call.json?.root ?? JSONField(nil)) {
    case .failure(let why): return invalid(why.description)
    case .success(let question): return answer(to: question)
    }
  }

  private func answer(to question: Question) -> DoubleAnswer {
    let conduct = state.withLock { $0.conduct }
    guard question.row + question.limit <= conduct.wall else {
      return invalid("The number of results exceeds \(conduct.wall)")
    }
    let found = entries.filter { entry in
      question.groups.isEmpty || question.groups.contains { $0.allSatisfy { holds($0, for: entry, conduct) } }
    }.sorted { precedes($0, $1, by: question.sortsBy, conduct) }
    var page = Array(found.dropFirst(question.row).prefix(question.limit))
    let following = question.row + page.count
    let isEmptied = state.withLock { state in
      guard state.conduct.emptyPages > 0, following < found.count else { return false }
      state.conduct.emptyPages -= 1
      return true
    }
    if isEmptied { page = [] }
    return .json {
      $0.object { json in
        json.member("total", found.count)
        json.member("results") { json in
          json.array { json in for entry in page { write(entry, question.properties, &json) } }
        }
        if following < found.count { json.member("paging", after: "\(following)") }
      }
    }
  }

  /// Archived and merged tickets are in no index, and the latest changes not yet.
  private var entries: [Entry] {
    let now = clock.milliseconds
    return state.withLock { state in
      state.desk.tickets.compactMap { ticket in
        guard ticket.isListed, let change = ticket.changes.last(where: { $0.shownAt <= now }) else { return nil }
        return Entry(id: ticket.id, changedAt: change.at, createdAt: ticket.createdAt)
      }
    }
  }

  private func write(_ entry: Entry, _ properties: [String], _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", "\(entry.id)")
      json.member("properties") { json in
        json.object { json in
          json.member("createdate", hubSpotTime(entry.createdAt))
          json.member("hs_lastmodifieddate", hubSpotTime(entry.changedAt))
          json.member("hs_object_id", "\(entry.id)")
          for name in properties where !Filter.properties.contains(name) { json.member(name, nil as String?) }
        }
      }
      json.member("createdAt", hubSpotTime(entry.createdAt))
      json.member("updatedAt", hubSpotTime(entry.changedAt))
      json.member("archived", false)
    }
  }

  private func precedes(_ left: Entry, _ right: Entry, by property: String, _ conduct: Conduct) -> Bool {
    switch property {
    case "hs_object_id" where conduct.sortsIDsAsText: return "\(left.id)" < "\(right.id)"
    case "hs_object_id": return left.id < right.id
    // Ties come in an order that nobody can rely on.
    case "hs_lastmodifieddate":
      return (left.changedAt, left.id % 97, left.id) < (right.changedAt, right.id % 97, right.id)
    default: return (left.createdAt, left.id) < (right.createdAt, right.id)
    }
  }

  private func holds(_ filter: Filter, for entry: Entry, _ conduct: Conduct) -> Bool {
    if filter.property == "hs_object_id", conduct.sortsIDsAsText {
      return holds(filter.comparison, "\(entry.id)", filter.value)
    }
    guard let value = Int64(filter.value) else { return false }
    let own =
      switch filter.property {
      case "hs_lastmodifieddate": entry.changedAt
      case "createdate": entry.createdAt
      default: Int64(entry.id)
      }
    return holds(filter.comparison, own, value)
  }

  private func holds<Value: Comparable>(_ comparison: Filter.Comparison, _ left: Value, _ right: Value) -> Bool {
    switch comparison {
    case .equal: left == right
    case .greater: left > right
    case .atLeast: left >= right
    case .less: left < right
    case .atMost: left <= right
    }
  }
}

// MARK: - Reading the question

extension HubSpotDouble {
  private struct Refusal: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  private func question(_ body: JSONField) -> Result<Question, Refusal> {
    guard let groups = try? body["filterGroups"].array, groups.count <= 5 else {
      return .failure(.init("filterGroups"))
    }
    var filters: [[Filter]] = []
    for group in groups {
      guard let list = try? group["filters"].array, list.count <= 10 else { return .failure(.init("filters")) }
      let read = list.compactMap { filter($0) }
      guard read.count == list.count else { return .failure(.init("a filter is wrong")) }
      filters.append(read)
    }
    guard filters.joined().count <= 25 else { return .failure(.init("too many filters")) }
    let limit = body["limit"].isMissingOrNull ? 10 : (try? body["limit"].int) ?? 0
    guard (1...200).contains(limit) else { return .failure(.init("limit")) }
    let after = body["after"].isMissingOrNull ? "0" : (try? body["after"].string) ?? ""
    guard let row = Int(after), row >= 0 else { return .failure(.init("after")) }
    guard let sort = sort(body["sorts"]) else { return .failure(.init("one sort, please")) }
    return .success(
      Question(
        groups: filters, sortsBy: sort, properties: texts(body["properties"]) ?? [], limit: limit, row: row))
  }

  private func filter(_ json: JSONField) -> Filter? {
    guard let property = try? json["propertyName"].string, Filter.properties.contains(property),
      let comparison = (try? json["operator"].string).flatMap({ Filter.Comparison(rawValue: $0) }),
      let value = try? json["value"].string
    else { return nil }
    return Filter(property: property, comparison: comparison, value: value)
  }

  /// The property to sort by, creation where none is asked for; nothing when it is asked wrongly.
  private func sort(_ json: JSONField) -> String? {
    guard let sorts = json.isMissingOrNull ? [] : try? json.array, sorts.count <= 1 else { return nil }
    guard let sort = sorts.first else { return "createdate" }
    guard (try? sort["direction"].string) == "ASCENDING" else { return nil }
    return try? sort["propertyName"].string
  }
}
