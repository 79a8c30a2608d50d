/// What stands beside a number: its meaning in one sentence, and what decides its details.
package struct Definition: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case count
    /// A sum that need not be whole.
    case amount
    case duration
    /// Of numbers such as replies, summed up as durations are.
    case distribution
    /// A part of a whole, from 0 to 1.
    case share
    case score
    /// A quotient that may exceed 1.
    case rate
  }

  /// What happens in a case that is not plain.
  package struct Edge: Sendable, Equatable {
    package let when: String
    package let then: String
    /// The rule under which such rows are left out, where they are.
    package let exclusion: Exclusion?

    init(_ when: String, _ then: String, _ exclusion: Exclusion? = nil) {
      self.when = when
      self.then = then
      self.exclusion = exclusion
    }
  }

  package let metric: Metric
  package let name: String
  /// The meaning.
  package let sentence: String
  /// How it is computed, in plain words.
  package let formula: String
  package let version: Int
  package let kind: Kind
  /// What the value is measured in: “replies”, “seconds”, “points”.
  package let unit: String
  /// One row behind the number, and several: “1 reply”, “1,204 replies”.
  package let one: String
  package let several: String
  package let basis: DateBasis
  /// The clocks on which it can run, the usual one first; none for what takes no time.
  package let clocks: [Clock]
  /// Ways to credit people, the usual one first; empty when the figure is not offered per person.
  package let attributions: [Attribution]
  /// The rules that can leave a row out, in the order in which they are asked.
  package let exclusions: [Exclusion]
  package let edges: [Edge]
  /// The metric's own breakdown; empty for most.
  package let classes: [String]
  /// What a source must tell, or the number is not available from it.
  package let needs: [Need]
  /// What a source should tell: without it something stands in, and the number says so.
  package let wants: [Need]
  /// What surprises: shown on the card under the sentence.
  package let caveats: [String]
  /// How others count it.
  package let elsewhere: String

  /// - Parameters:
  ///   - rows: what one row is called, and several.
  ///   - unit: what the value is measured in, where the kind does not say it.
  ///   - credit: the usual attribution; nothing where the figure is not offered per person.
  ///   - standing: the rules that keep whole conversations out; those of the edges come after them.
  init(
    _ metric: Metric, _ name: String, _ kind: Kind, of rows: (one: String, several: String), in unit: String? = nil,
    basis: DateBasis, sentence: String, formula: String, version: Int = 1, clocks: [Clock] = [],
    credit: Attribution? = nil, classes: [String] = [], needs: [Need] = [], wants: [Need] = [],
    standing: [Exclusion] = Exclusion.ofConversations, edges: [Edge] = [], caveats: [String] = [],
    elsewhere: String = ""
  ) {
    let edges = edges + (clocks.contains(.business) ? [Edge.noCalendar] : [])
    self.metric = metric
    self.name = name
    self.sentence = sentence
    self.formula = formula
    self.version = version
    self.kind = kind
    self.unit = unit ?? kind.unit ?? rows.several
    one = rows.one
    several = rows.several
    self.basis = basis
    self.clocks = clocks
    attributions = credit.map(Attribution.all(beginningWith:)) ?? []
    exclusions = standing + edges.compactMap(\.exclusion)
    self.edges = edges
    self.classes = classes
    self.needs = needs
    self.wants = wants
    self.caveats = caveats
    self.elsewhere = elsewhere
  }

  package var usualClock: Clock? { clocks.first }
  package var usualAttribution: Attribution? { attributions.first }
}

extension Definition.Kind {
  /// What values of this kind are always measured in.
  fileprivate var unit: String? {
    switch self {
    case .duration: "seconds"
    case .share: "fraction of 1"
    case .count, .amount, .distribution, .score, .rate: nil
    }
  }
}

extension Definition.Edge {
  static let noCalendar = Definition.Edge("no calendar covers it", "it has no business value", .noCalendar)

  /// The rules of every number that counts conversations or what is in them (METRICS §5).
  package static let ofConversations: [Definition.Edge] = [
    Definition.Edge("flagged as spam", "left out everywhere, also from the past", .spam),
    Definition.Edge("deleted in the source", "left out from the moment we learn of it", .deleted),
    Definition.Edge(
      "merged into another conversation", "left out; what was said moves to the other one with its own times", .merged),
    Definition.Edge("nothing but automatic replies", "left out", .autoReplyOnly),
    Definition.Edge("a test or an internal matter, by your rules", "left out", .test),
    Definition.Edge("held by a person whose conversations you leave out", "left out", .excludedPerson),
  ]
}

extension Metric {
  package var name: String { definition.name }

  package var definition: Definition {
    switch self {
    case .conversationsCreated: .conversationsCreated
    case .inboundConversations: .inboundConversations
    case .contactsRaised: .contactsRaised
    case .conversationsTouched: .conversationsTouched
    case .customerMessages: .customerMessages
    case .humanReplies: .humanReplies
    case .replyTurns: .replyTurns
    case .privateNotes: .privateNotes
    case .touches: .touches
    case .customersHelped: .customersHelped
    case .contactRate: .contactRate
    case .distribution: .distribution
    case .busiestTimes: .busiestTimes
    case .outOfHoursShare: .outOfHoursShare
    case .noiseFiltered: .noiseFiltered
    case .firstResponse: .firstResponse
    case .firstResponseInBusinessTime: .firstResponseInBusinessTime
    case .agentFirstResponse: .agentFirstResponse
    case .firstResponseAfterReopen: .firstResponseAfterReopen
    case .responseTime: .responseTime
    case .customerWait: .customerWait
    case .longestWait: .longestWait
    case .timeToAssignment: .timeToAssignment
    case .unassignedTime: .unassignedTime
    case .firstAutomatedResponse: .firstAutomatedResponse
    case .handOffWait: .handOffWait
    case .queueTime: .queueTime
    case .queueAbandonment: .queueAbandonment
    case .chatDuration: .chatDuration
    case .handleTime: .handleTime
    case .timeLogged: .timeLogged
    case .resolutions: .resolutions
    case .conversationsResolved: .conversationsResolved
    case .customersResolved: .customersResolved
    case .firstResolutionTime: .firstResolutionTime
    case .fullResolutionTime: .fullResolutionTime
    case .netResolutionTime: .netResolutionTime
    case .requesterWait: .requesterWait
    case .agentWork: .agentWork
    case .agentWait: .agentWait
    case .onHoldTime: .onHoldTime
    case .touchClasses: .touchClasses
    case .firstContactResolution: .firstContactResolution
    case .reopens: .reopens
    case .reopenRate: .reopenRate
    case .durableResolution: .durableResolution
    case .repliesToResolve: .repliesToResolve
    case .sameDayClose: .sameDayClose
    case .killRate: .killRate
    case .closuresPerPersonAndDay: .closuresPerPersonAndDay
    case .netClosures: .netClosures
    case .backlog: .backlog
    case .backlogAge: .backlogAge
    case .unreplied: .unreplied
    case .waitingOnUs: .waitingOnUs
    case .flow: .flow
    case .neverReplied: .neverReplied
    case .closedWithoutReply: .closedWithoutReply
    case .firstReplyPromise: .firstReplyPromise
    case .nextReplyPromise: .nextReplyPromise
    case .resolutionPromise: .resolutionPromise
    case .breaches: .breaches
    case .breachOverrun: .breachOverrun
    case .atRisk: .atRisk
    case .satisfaction: .satisfaction
    case .surveyResponseRate: .surveyResponseRate
    case .meanScore: .meanScore
    case .happiness: .happiness
    case .satisfactionRange: .satisfactionRange
    case .transfers: .transfers
    case .assigneeStations: .assigneeStations
    case .uniqueAssignees: .uniqueAssignees
    case .groupStations: .groupStations
    case .participants: .participants
    case .botOutcomes: .botOutcomes
    case .workloadConcentration: .workloadConcentration
    case .workUnits: .workUnits
    case .freshness: .freshness
    case .completeness: .completeness
    case .reconciliationDifference: .reconciliationDifference
    case .identityCoverage: .identityCoverage
    }
  }
}
