/// Every number the product knows. A name from outside is looked up here and never becomes SQL or a call.
///
/// The raw value is the id that people and addresses use; what each means stands in its `Definition`.
package enum Metric: String, CaseIterable, Sendable, Hashable {
  // Volume and demand
  case conversationsCreated = "M01"
  case inboundConversations = "M02"
  case contactsRaised = "M02b"
  case conversationsTouched = "M03"
  case customerMessages = "M04"
  case humanReplies = "M05"
  case replyTurns = "M06"
  case privateNotes = "M07"
  case touches = "M08"
  case customersHelped = "M09"
  case contactRate = "M10"
  case distribution = "M11"
  case busiestTimes = "M12"
  case outOfHoursShare = "M13"
  case noiseFiltered = "M14"

  // Speed
  case firstResponse = "M15"
  case firstResponseInBusinessTime = "M16"
  case agentFirstResponse = "M17"
  case firstResponseAfterReopen = "M18"
  case responseTime = "M19"
  case customerWait = "M20"
  case longestWait = "M21"
  case timeToAssignment = "M22"
  case unassignedTime = "M23"
  case firstAutomatedResponse = "M24"
  case handOffWait = "M25"
  case queueTime = "M26"
  case queueAbandonment = "M26b"
  case chatDuration = "M27"
  case handleTime = "M28"
  case timeLogged = "M28b"

  // Resolution
  case resolutions = "M29"
  case conversationsResolved = "M30"
  case customersResolved = "M31"
  case firstResolutionTime = "M32"
  case fullResolutionTime = "M33"
  case netResolutionTime = "M34"
  case requesterWait = "M35"
  case agentWork = "M36"
  case agentWait = "M37"
  case onHoldTime = "M38"
  case touchClasses = "M39"
  case firstContactResolution = "M40"
  case reopens = "M41"
  case reopenRate = "M41b"
  case durableResolution = "M42"
  case repliesToResolve = "M43"
  case sameDayClose = "M44"
  case killRate = "M45"
  case closuresPerPersonAndDay = "M46"
  case netClosures = "M47"

  // Backlog and attention
  case backlog = "M48"
  case backlogAge = "M49"
  case unreplied = "M50"
  case waitingOnUs = "M51"
  case flow = "M52"
  case neverReplied = "M53"
  case closedWithoutReply = "M53b"

  // Promises
  case firstReplyPromise = "M54"
  case nextReplyPromise = "M55"
  case resolutionPromise = "M56"
  case breaches = "M57"
  case breachOverrun = "M57b"
  case atRisk = "M58"

  // Satisfaction
  case satisfaction = "M59"
  case surveyResponseRate = "M60"
  case meanScore = "M61"
  case happiness = "M62"
  case satisfactionRange = "M63"
  // M64 to M68b: what a reader of the conversations would judge. They come with the judgements.

  // Flow, bots and work
  case transfers = "M69"
  case assigneeStations = "M70"
  case uniqueAssignees = "M70b"
  case groupStations = "M71"
  case participants = "M72"
  case botOutcomes = "M73"
  case workloadConcentration = "M74"
  case workUnits = "M75"
  // M76 to M78: what support costs. They come with the allocation of cost.

  // Trust
  case freshness = "M79"
  case completeness = "M80"
  case reconciliationDifference = "M81"
  case identityCoverage = "M82"

  package var id: String { rawValue }
}

/// In the order of the catalogue: M02, M02b, M03.
extension Metric: Comparable {
  package static func < (left: Metric, right: Metric) -> Bool { left.place < right.place }

  private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  private var place: Int { Metric.places[self] ?? Metric.allCases.count }
}

/// Which moment of a thing decides the period it belongs to.
package enum DateBasis: String, CaseIterable, Sendable {
  case created
  /// When the counted thing happened.
  case event
  /// The last entry into done.
  case resolved
  case rated
  /// What is true at a moment: the end of the period, or now when that lies ahead.
  case asOf = "as_of"
}

package enum Clock: String, CaseIterable, Sendable {
  case calendar, business
}

/// Whose work a figure is when it is shown per person.
package enum Attribution: String, CaseIterable, Sendable {
  case actor
  case holderThen = "holder_then"
  case holderNow = "holder_now"
  case participants
  case fairSplit = "fair_split"

  /// Whether people add up to the total. Participants count once for each of them.
  package var addsUp: Bool { self != .participants }

  /// All modes, beginning with the one that a number goes by when nothing is said.
  static func all(beginningWith usual: Attribution) -> [Attribution] { [usual] + allCases.filter { $0 != usual } }
}
