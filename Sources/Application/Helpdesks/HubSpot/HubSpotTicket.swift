import JSONReader

/// A ticket as the lists tell it, without what changes by itself.
struct HubSpotTicket: Equatable, Sendable {
  var id: String
  /// What has a value. All of HubSpot's are text: numbers, times, and several choices between semicolons.
  var properties: [String: String]
  /// Earlier and present values, the oldest first.
  var histories: [String: [HubSpotChange]]
  /// When the record came to be; the property `createdate` may have been set to another time.
  var recordedAt: HubSpotTime?
  var archivedAt: HubSpotTime?
  /// By number: the same in whichever way they were told.
  var contacts: [HubSpotLink]
  /// The primary one first.
  var companies: [HubSpotLink]
  /// The list told only the first of many.
  var hasMoreLinks: Bool
  /// Whose it is may not be read, or could not be: that there are no contacts and companies says nothing.
  var isUnlinked = false

  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    properties = try HubSpotTicket.texts(json["properties"])
    histories = try HubSpotTicket.histories(json["propertiesWithHistory"])
    recordedAt = try json["createdAt"].hubSpotTime
    archivedAt = try json["archivedAt"].hubSpotTime
    let links = json["associations"]
    contacts = HubSpotLink.byNumber(try HubSpotLink.inline(links["contacts"]))
    companies = HubSpotLink.primaryFirst(try HubSpotLink.inline(links["companies"]))
    hasMoreLinks = links["contacts"].pagingAfter != nil || links["companies"].pagingAfter != nil
  }

  subscript(property: String) -> String? { properties[property] }

  func time(_ property: String) -> HubSpotTime? { properties[property].flatMap { HubSpotTime($0) } }

  func history(of property: String) -> [HubSpotChange] { histories[property] ?? [] }

  /// An import may have set the property; without one the record's own time is the best there is.
  var createdAt: HubSpotTime? { time("createdate") ?? recordedAt }

  /// The losers of merges that this ticket won.
  var mergedIDs: [String] {
    (self["hs_merged_object_ids"] ?? "").split(separator: ";").map { String($0).stripped }
      .filter { !$0.isEmpty && $0 != id }
  }

  private static func texts(_ json: JSONField) throws(JSONMismatch) -> [String: String] {
    guard let object = try json.ifPresent?.object else { return [:] }
    var texts: [String: String] = [:]
    for member in object.members {
      switch member.value {
      case .text(let text) where !text.isEmpty: texts[member.key] = text
      case .number(let number): texts[member.key] = number.text
      case .bool(let flag): texts[member.key] = flag ? "true" : "false"
      case .null, .text: break
      case .array, .object: _ = try json[member.key].string
      }
    }
    return texts
  }

  private static func histories(_ json: JSONField) throws(JSONMismatch) -> [String: [HubSpotChange]] {
    guard let object = try json.ifPresent?.object else { return [:] }
    var histories: [String: [HubSpotChange]] = [:]
    for member in object.members {
      let newestFirst = try json[member.key].list.map { (change) throws(JSONMismatch) in try HubSpotChange(change) }
      // Sorting by time must keep the vendor's order where times are equal.
      histories[member.key] = newestFirst.reversed().enumerated().sorted {
        ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
      }.map(\.element)
    }
    return histories
  }
}

/// One value that a property had, and since when.
struct HubSpotChange: Equatable, Sendable {
  var value: String?
  var at: HubSpotTime
  var source: String
  /// The user's number, not the owner's.
  var userID: String?

  init(_ json: JSONField) throws(JSONMismatch) {
    guard let at = try json["timestamp"].hubSpotTime else {
      throw JSONMismatch(path: json["timestamp"].path, expected: "a time", found: "nothing")
    }
    self.at = at
    value = json["value"].saidText
    source = json["sourceType"].saidText ?? ""
    userID = json["updatedByUserId"].idText ?? HubSpotChange.user(in: json["sourceId"].saidText)
  }

  /// Changes in the browser name the user in the source's id too.
  private static func user(in source: String?) -> String? {
    guard let source, source.hasPrefix("userId:") else { return nil }
    return String(source.dropFirst("userId:".count))
  }

  /// Made by a workflow, a calculation or a bot, so nobody's work.
  var isAutomatic: Bool {
    ["AUTOMATION", "WORKFLOW", "CALCULATED", "BACKFILL", "MIGRATION", "BOT"].contains { source.contains($0) }
  }
}

/// An association of a ticket.
struct HubSpotLink: Hashable, Sendable {
  var id: String
  var isPrimary: Bool

  /// Of a list's own associations: the same id comes once for each of its labels. A type without “unlabeled” at its end
  /// is a labelled one, and `ticket_to_company` is the primary company.
  static func inline(_ json: JSONField) throws(JSONMismatch) -> [HubSpotLink] {
    guard let results = try json.ifPresent?["results"].ifPresent?.array else { return [] }
    return try results.map { (link) throws(JSONMismatch) in
      HubSpotLink(id: try link["id"].string, isPrimary: link["type"].saidText?.hasSuffix("_unlabeled") == false)
    }
  }

  /// Of the associations that are read by themselves, whose ids are numbers.
  static func read(_ json: JSONField) throws(JSONMismatch) -> [HubSpotLink] {
    try json.list.map { (link) throws(JSONMismatch) in
      let labels = (try link["associationTypes"].ifPresent?.array ?? []).compactMap { $0["label"].saidText }
      guard let id = link["toObjectId"].idText ?? link["id"].idText else {
        throw JSONMismatch(path: link.path, expected: "an id", found: "nothing")
      }
      return HubSpotLink(id: id, isPrimary: labels.contains { $0.lowercased().contains("primary") })
    }
  }

  static func byNumber(_ links: [HubSpotLink]) -> [HubSpotLink] {
    Set(links.map(\.id)).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.map {
      HubSpotLink(id: $0, isPrimary: false)
    }
  }

  static func primaryFirst(_ links: [HubSpotLink]) -> [HubSpotLink] {
    let primary = Set(links.filter(\.isPrimary).map(\.id))
    return byNumber(links.filter(\.isPrimary)).map { HubSpotLink(id: $0.id, isPrimary: true) }
      + byNumber(links.filter { !primary.contains($0.id) })
  }
}

extension JSONField {
  /// Nothing where there is none; a mismatch where there is something else.
  var hubSpotTime: HubSpotTime? {
    get throws(JSONMismatch) {
      guard let field = ifPresent else { return nil }
      guard let text = field.idText, let time = HubSpotTime(text) else {
        throw JSONMismatch(path: path, expected: "a time", found: field.value?.kind.rawValue ?? "nothing")
      }
      return time
    }
  }
}
