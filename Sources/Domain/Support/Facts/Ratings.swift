package import CivilTime

/// A customer's judgement as it counts: the latest revision within seven days of the first (M59).
package struct RatingFact: Equatable, Sendable {
  package enum Verdict: Sendable { case positive, neutral, negative }

  package enum Credit: Equatable, Sendable {
    /// The source says whom the customer judged.
    case told(Actor)
    /// Who answered last before the survey was sent, frozen then.
    case lastReplyBeforeSurvey(Actor)
    /// The source does not tell when it was sent, so who answered last before the first rating.
    case lastReplyBeforeRating(Actor)
    case nobody
  }

  package var eventID: String
  package var origin: ConversationKey?
  /// When the counted revision was given.
  package var at: Instant
  package var firstAt: Instant
  package var revisions: Int
  package var score: Int
  package var scale: Int
  /// When the survey went out, where the source tells.
  package var sentAt: Instant?
  package var survey: String?
  package var credit: Credit

  /// The upper half of an even scale, four and five of five, the top of three (METRICS §10, M59).
  package var verdict: Verdict {
    let middle = scale + 1
    return 2 * score > middle ? .positive : 2 * score == middle ? .neutral : .negative
  }

  package var person: Actor? {
    switch credit {
    case .told(let actor), .lastReplyBeforeSurvey(let actor), .lastReplyBeforeRating(let actor): actor
    case .nobody: nil
    }
  }
}

/// The customer was asked for a rating (M60).
package struct SurveyFact: Equatable, Sendable {
  package var sentAt: Instant
  package var lastReply: Reply?
  /// Whether a rating followed that belongs to it.
  package var isRated = false
}

struct RatingBook {
  private(set) var ratings: [RatingFact] = []
  private(set) var surveys: [SurveyFact] = []
  private var lastReply: Reply?
  /// The rating of each survey that the source names, and of each that it does not.
  private var places: [Place: Int] = [:]

  private enum Place: Hashable {
    case named(String)
    /// By the survey sent before and the episode: a new one of either is a new question.
    case unnamed(surveys: Int, episode: Int)
  }

  static let window: Int64 = 7 * 86_400

  mutating func take(_ step: Step, from origin: ConversationKey?, episode: Int) {
    switch step.event.happening {
    // What a customer writes about a survey is its answer.
    case .message(.survey) where step.event.actor.kind == .customer: break
    case .message(.survey), .surveySent: surveys.append(SurveyFact(sentAt: step.at, lastReply: lastReply))
    case .message where step.message?.role == .reply: lastReply = Reply(at: step.at, by: step.actor)
    case .rating(let rating): take(rating, step, origin, episode)
    default: break
    }
  }

  private mutating func take(
    _ rating: Rating, _ step: Step, _ origin: ConversationKey?, _ episode: Int
  ) {
    let place = rating.survey.map(Place.named) ?? .unnamed(surveys: surveys.count, episode: episode)
    if let index = places[place] {
      revise(index, rating, step)
      return
    }
    places[place] = ratings.count
    // An earlier rating has taken the last survey: of this one nobody told us.
    let survey = surveys.last.flatMap { $0.isRated ? nil : $0 }
    let credit: RatingFact.Credit =
      if let person = step.person {
        .told(person)
      } else if let survey {
        survey.lastReply.map { .lastReplyBeforeSurvey($0.by) } ?? .nobody
      } else {
        lastReply.map { .lastReplyBeforeRating($0.by) } ?? .nobody
      }
    if !surveys.isEmpty { surveys[surveys.count - 1].isRated = true }
    ratings.append(
      RatingFact(
        eventID: step.event.id, origin: origin, at: step.at, firstAt: step.at, revisions: 1, score: rating.score,
        scale: rating.scale, sentAt: survey?.sentAt, survey: rating.survey, credit: credit))
  }

  private mutating func revise(_ index: Int, _ rating: Rating, _ step: Step) {
    guard step.at - ratings[index].firstAt <= RatingBook.window else { return }
    ratings[index].at = step.at
    ratings[index].eventID = step.event.id
    ratings[index].score = rating.score
    ratings[index].scale = rating.scale
    ratings[index].revisions += 1
  }
}
