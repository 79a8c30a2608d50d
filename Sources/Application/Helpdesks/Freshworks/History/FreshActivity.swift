internal import CivilTime
internal import JSONReader
internal import Support

/// One entry of a ticket's activities.
struct FreshActivity: Sendable {
  /// Activities have none in what was seen so far.
  var id: String?
  var createdAt: Instant
  var actorID: String?
  var actorName: String?
  var deeds: [FreshDeed]
  /// It says that the ticket was created.
  var isCreation: Bool

  init(_ json: JSONField) throws {
    id = try json["id"].freshID
    createdAt = try json["created_at"].freshTimeNeeded
    let actor = json["actor"]
    actorID = try actor["id"].freshID
    actorName = try actor["name"].freshText
    // One action may change several things, told below its headline.
    let texts = [try json["content"].freshText].compactMap { $0 } + json["sub_contents"].words
    let lines = texts.map { HTMLText.plain($0) }
    deeds = lines.flatMap(FreshActivityText.deeds)
    isCreation = lines.contains(where: FreshActivityText.saysCreated)
  }

  /// In the order of time. The vendor's own order, whichever way it runs, decides within a second.
  static func inOrder(_ rows: [FreshActivity]) -> [FreshActivity] {
    guard let first = rows.first, let last = rows.last else { return [] }
    let rising = first.createdAt > last.createdAt ? rows.reversed() : rows
    return rising.enumerated().sorted { ($0.element.createdAt, $0.offset) < ($1.element.createdAt, $1.offset) }
      .map(\.element)
  }
}
