internal import CivilTime
internal import JSONReader
internal import Support

/// A customer's judgement, on the scale of its product.
struct FreshSatisfaction: Equatable, Sendable {
  var id: String
  var rating: Rating
  var customerID: String?
  var comment: String?
  var createdAt: Instant

  /// Freshservice: the score counts, `acquired_score` of `total_score`. `overall_rating` is a code of its own (301 for
  /// 1 of 4) and is read by nobody. Of an even scale METRICS §10 counts the upper half as satisfied.
  init(service json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    let scale = try Self.points(json["score"]["total_score"])
    let score = try Self.points(json["score"]["acquired_score"])
    guard scale > 0 else { throw BadRecord("\(json.path): a score of \(score) of \(scale) is none") }
    rating = Rating(score: score, of: scale, survey: id)
    comment = try Self.comment(json["questionnaire_responses"])
    createdAt = try json["created_at"].freshTimeNeeded
  }

  /// Freshdesk: −103, −102, −101 unhappy, 100 neutral, 101, 102, 103 happy become places 1 to 7. METRICS §10 names no
  /// scale of seven; it is read as those of three and five are: satisfied is what lies above the middle, 5 to 7. Surveys
  /// with fewer faces use some of the places (103 and −103; 103, 100 and −103), which the same rule reads rightly.
  init(desk json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    let code = try json["ratings"]["default_question"].int
    guard let place = Self.place(of: code) else { throw BadRecord("\(json.path): \(code) is no rating") }
    let person = try json["agent_id"].freshID
    rating = Rating(score: place, of: 7, personID: person, survey: id)
    customerID = try json["user_id"].freshID
    comment = try json["feedback"].freshText
    createdAt = try json["created_at"].freshTimeNeeded
  }

  private static func place(of code: Int) -> Int? {
    switch code {
    case -103 ... -101: code + 104
    case 100...103: code - 96
    default: nil
    }
  }

  private static func points(_ json: JSONField) throws -> Int {
    let points = try json.double.rounded()
    guard (0...1_000).contains(points) else { throw BadRecord("\(json.path): \(points) is no score") }
    return Int(points)
  }

  /// The answers to open questions: what is not the first answer, which is the score in words.
  private static func comment(_ json: JSONField) throws -> String? {
    guard let responses = try json.ifPresent?.array else { return nil }
    let answers = try responses.dropFirst().flatMap { try $0["answers"].ifPresent?.array ?? [] }
    let texts = try answers.compactMap { try $0["answer_text"].freshText }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  func event(by customer: Actor, observedAt: Instant) -> Event {
    Event(
      id: "rating:\(id)", occurredAt: createdAt, observedAt: observedAt, sequence: FreshSequence.rating,
      actor: customer, happening: .rating(rating), text: comment)
  }
}

/// Where events stand that have the same second: a reply comes before the change of state that went with it.
enum FreshSequence {
  static let created = 0
  /// Whoever holds a ticket from some second on held it when they answered in that second.
  static let holders = 1
  static let opening = 20_000
  static let messages = 20_001
  static let timeEntries = 40_000
  static let activities = 60_000
  static let inferred = 100_000
  static let rating = 110_000
  static let flags = 115_000
}
