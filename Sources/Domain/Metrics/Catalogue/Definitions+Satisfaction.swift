/// Satisfaction: what customers said of us.
extension Definition {
  static let satisfaction = Definition(
    .satisfaction, "Satisfaction", .share, of: ("rating", "ratings"), basis: .rated,
    sentence: "The part of the ratings that are good.",
    formula: "Good ratings ÷ ratings: 4 and 5 of 5, the upper half of an even scale, the best of 3.",
    credit: .actor, needs: [.ratings],
    edges: Edge.ofRatings + [Edge("nobody of ours had answered before", "a row “unassigned”")],
    caveats: [
      "Credited to whoever answered last before the survey was sent; where the source does not tell when, before the rating.",
      "Scores of effort or recommendation are other questions and not among them.",
    ],
    elsewhere: "Chatwoot credits whoever holds the conversation when the answer comes.")

  static let surveyResponseRate = Definition(
    .surveyResponseRate, "Survey response rate", .share, of: ("survey", "surveys"), basis: .event,
    sentence: "The part of the surveys that were answered.",
    formula: "Surveys sent in the period that got a rating ÷ surveys sent in the period.",
    needs: [.ratings, .surveys],
    edges: [
      Edge("a rating without a survey that we know of", "left out", .neverAsked),
      Edge("the source does not tell what was sent", "no value, not 100 %"),
    ],
    caveats: ["No help desk that can be connected tells whom it asked, so none of them has this number."])

  static let meanScore = Definition(
    .meanScore, "Mean score", .score, of: ("rating", "ratings"), in: "points of its own scale", basis: .rated,
    sentence: "The average rating, on the scale that the customer saw.",
    formula: "The sum of the scores ÷ the number of ratings, for each scale.", version: 2,
    needs: [.ratings],
    edges: Edge.ofRatings + [
      Edge("a choice of two, such as LiveChat's", "bad is 0 and good is 1: the mean is the part that is good"),
      Edge("several scales", "never mixed: ask for one source at a time"),
    ])

  static let happiness = Definition(
    .happiness, "Happiness score", .score, of: ("rating", "ratings"), in: "points from −100 to 100", basis: .rated,
    sentence: "Good ratings less bad ratings.",
    formula: "The share of good ratings × 100 − the share of bad ratings × 100.",
    needs: [.ratings], edges: Edge.ofRatings,
    caveats: ["Not the satisfaction: it runs from −100 to 100."],
    elsewhere: "The same in Help Scout and FreeScout.")

  static let satisfactionRange = Definition(
    .satisfactionRange, "Satisfaction, range", .share, of: ("rating", "ratings"), basis: .rated,
    sentence: "Between which values the satisfaction lies, as far as so few ratings can tell.",
    formula: "The Wilson range at 95 % around good ratings ÷ ratings.",
    credit: .actor, needs: [.ratings], edges: Edge.ofRatings,
    caveats: ["With fewer than five ratings it is shown in grey and ranks nobody."],
    elsewhere: "Others show no range.")
}

extension Definition.Edge {
  static let ofRatings = [
    Definition.Edge(
      "the customer changes the rating", "the latest within 7 days of the first counts, on the day it was given"),
    Definition.Edge("a new survey", "a new rating"),
  ]
}
