import CivilTime
import Support

@testable import Metrics

extension Ask {
  typealias Row = Recount.Row

  /// Numbers that a recount knows; the others are made of these.
  static let metrics: [Metric] = Metric.allCases.filter { metric in
    switch metric {
    case .contactRate, .busiestTimes, .noiseFiltered, .killRate, .touchClasses, .botOutcomes, .meanScore, .happiness,
      .satisfactionRange, .workloadConcentration, .freshness, .completeness, .reconciliationDifference,
      .identityCoverage, .outOfHoursShare, .chatDuration, .surveyResponseRate, .distribution, .contactsRaised:
      false
    default: true
    }
  }

  func rows(of metric: Metric, in told: Told) -> [Row] {
    volume(metric, told) ?? speed(metric, told) ?? resolution(metric, told) ?? backlog(metric, told)
      ?? promises(metric, told) ?? flow(metric, told) ?? []
  }

  private func volume(_ metric: Metric, _ told: Told) -> [Row]? {
    let facts = told.facts
    guard let created = facts.createdAt else { return [] }
    let customer =
      told.history.conversation.customerEmail ?? "\(told.key.source) \(told.history.conversation.customerID)"
    func messages(_ role: Message.Role) -> [Message] { facts.messages.filter { $0.role == role } }
    switch metric {
    case .conversationsCreated: return [Row(told: told, at: created)]
    case .inboundConversations:
      let verdict: Exclusion? =
        switch facts.initiator {
        case .customer: nil
        case .agent, .bot: .outbound
        case .unknown: .unknownSender
        }
      return [Row(told: told, at: created, verdict: verdict)]
    case .conversationsTouched:
      return (facts.messages.map(\.at) + facts.activity.map(\.at)).map { Row(told: told, at: $0, key: told.key.text) }
    case .customerMessages: return messages(.customer).map { Row(told: told, at: $0.at) }
    case .humanReplies, .customersHelped:
      return facts.messages.filter { $0.role != .customer && $0.actor.kind != .customer }.map {
        Row(
          told: told, at: $0.at, person: $0.actor.kind == .agent || $0.actor.kind == .bot ? $0.actor.name : nil,
          key: customer, verdict: Exclusion($0.role))
      }
    case .replyTurns:
      return facts.turns.map { Row(told: told, at: $0.at, person: $0.by.name) }
        + facts.messages.filter { $0.role != .customer && $0.role != .reply && $0.actor.kind != .customer }.map {
          Row(
            told: told, at: $0.at, person: $0.actor.kind == .agent || $0.actor.kind == .bot ? $0.actor.name : nil,
            verdict: Exclusion($0.role))
        }
    case .privateNotes:
      return facts.messages.filter(\.isPrivateNote).map { Row(told: told, at: $0.at, person: $0.actor.name) }
    case .touches: return facts.touches.map { Row(told: told, at: $0.at, person: $0.person.name) }
    default: return nil
    }
  }

  private func speed(_ metric: Metric, _ told: Told) -> [Row]? {
    let facts = told.facts
    guard let created = facts.createdAt else { return [] }
    func start(_ length: Clocked?, _ missing: Exclusion) -> [Row] {
      [Row(told: told, at: created, value: self.length(length) ?? 0, verdict: length == nil ? missing : nil)]
    }
    switch metric {
    case .firstResponse, .firstResponseInBusinessTime:
      guard let wait = facts.waits.first else {
        return [Row(told: told, at: created, verdict: .noCustomerMessage)]
      }
      switch wait.end {
      case .answered(_, let by):
        return [Row(told: told, at: created, person: by.name, value: length(wait.length) ?? -1)]
      case .unanswered: return [Row(told: told, at: created, verdict: .closedWithoutReply)]
      case .open(let lapses):
        let isOver = lapses.map { $0 <= now } ?? false
        return [Row(told: told, at: created, verdict: isOver ? .closedWithoutReply : .waiting)]
      }
    case .responseTime, .firstResponseAfterReopen:
      let waits = metric == .responseTime ? facts.waits : facts.reopenWaits
      return waits.compactMap { wait in
        switch wait.end {
        case .answered(let at, let by):
          return Row(told: told, at: at, person: by.name, value: length(wait.length) ?? -1)
        case .unanswered(let at): return Row(told: told, at: at, verdict: .unanswered)
        case .open(let lapses): return lapses.map { Row(told: told, at: $0, verdict: .unanswered) }
        }
      }
    case .agentFirstResponse:
      return facts.stations.compactMap { station in
        switch station.response {
        case .answered(let at):
          return Row(told: told, at: at, person: station.person.name, value: length(station.length) ?? -1)
        case .none(let until): return Row(told: told, at: until, person: station.person.name, verdict: .noReply)
        case .open: return nil
        }
      }
    case .timeToAssignment: return start(facts.toFirstAssignment, .neverAssigned)
    case .firstAutomatedResponse: return start(facts.toFirstAutomated, .noAutomaticReply)
    case .handOffWait:
      return facts.handOffs.compactMap { handOff in
        if let reply = handOff.firstReply {
          return Row(told: told, at: reply.at, person: reply.by.name, value: length(handOff.length) ?? -1)
        }
        return handOff.left.map { Row(told: told, at: $0, verdict: .unanswered) }
      }
    case .queueTime, .queueAbandonment:
      return facts.queue.map { wait in
        var row = Row(told: told, at: wait.since, person: wait.served?.by.name, isHit: wait.isAbandoned)
        if metric == .queueTime { row.value = length(wait.length) ?? -1 }
        if wait.isAbandoned { row.verdict = metric == .queueTime ? .unanswered : nil }
        if !wait.isAbandoned, wait.served == nil { row.verdict = .waiting }
        return row
      }
    case .timeLogged:
      return facts.logged.map { Row(told: told, at: $0.at, person: $0.person.name, value: Double($0.seconds)) }
    default: return nil
    }
  }

  /// Done in the period, and at its end; a later closing stands for an earlier one.
  private func lastClosing(_ facts: Facts) -> (closing: Closing, verdict: Exclusion?)? {
    guard let last = facts.closings.last(where: { $0.at < end }) else { return nil }
    return (last, last.stood(at: end) ? nil : .reopenedSince)
  }

  private func name(_ closing: Closing) -> String {
    switch closing.closer {
    case .person(let actor, _): actor.name
    case .customer: "Customer"
    case .automation: "Automation"
    case .nobody: "Unknown"
    }
  }

  private func times(_ metric: Metric, _ told: Told) -> [Row]? {
    let pick: (TimeSpent) -> Clocked?
    var missing = Exclusion.notTold
    switch metric {
    case .customerWait, .longestWait:
      pick = metric == .customerWait ? { $0.waited } : { $0.longestWait }
      missing = .noCustomerMessage
    case .unassignedTime: pick = { $0.unassigned }
    case .handleTime: pick = { $0.handled }
    case .firstResolutionTime, .fullResolutionTime:
      pick = { $0.sinceFirstQuestion }
      missing = .noCustomerMessage
    case .netResolutionTime: pick = { $0.net }
    case .requesterWait: pick = { $0.inStates?.requesterWait }
    case .agentWork: pick = { $0.inStates?.agentWork }
    case .agentWait: pick = { $0.inStates?.pending }
    case .onHoldTime: pick = { $0.inStates?.onHold }
    default: return nil
    }
    let found: (closing: Closing, verdict: Exclusion?)? =
      metric == .firstResolutionTime ? told.facts.closings.first.map { ($0, nil) } : lastClosing(told.facts)
    guard let (closing, verdict) = found else { return [] }
    let length = pick(closing.time)
    return [
      Row(
        told: told, at: closing.at, person: name(closing), value: self.length(length) ?? -1,
        verdict: verdict ?? (length == nil ? missing : nil))
    ]
  }

  private func resolution(_ metric: Metric, _ told: Told) -> [Row]? {
    if let rows = times(metric, told) { return rows }
    let facts = told.facts
    let customer =
      told.history.conversation.customerEmail ?? "\(told.key.source) \(told.history.conversation.customerID)"
    let replies = facts.messages.filter { $0.role == .reply }
    switch metric {
    case .resolutions, .conversationsResolved, .customersResolved, .closuresPerPersonAndDay, .netClosures:
      return facts.closings.map { closing in
        var row = Row(told: told, at: closing.at, person: name(closing), key: told.key.text)
        if metric == .customersResolved { row.key = customer }
        if metric == .closuresPerPersonAndDay || metric == .netClosures {
          row.key += " \(rename(name(closing), told.key.source, closing.at)) \(berlin.day(of: closing.at).iso8601)"
        }
        if metric == .netClosures, let undone = closing.undoneAt, undone - closing.at <= 7 * 86_400 {
          row.verdict = .reopenedSince
        }
        return row
      }
    case .reopens:
      return facts.reopens.map { reopen in
        let name: String =
          switch reopen.undoneCloser {
          case .person(let actor, _): actor.name
          case .customer: "Customer"
          case .automation: "Automation"
          case .nobody: "Unknown"
          }
        return Row(told: told, at: reopen.at, person: name)
      }
    case .reopenRate, .durableResolution:
      return facts.closings.map { closing in
        let days: Int64 = metric == .reopenRate ? 30 : 7
        let isUndone = closing.undoneAt.map { $0 - closing.at <= days * 86_400 } ?? false
        var row = Row(told: told, at: closing.at, person: name(closing), isHit: isUndone, key: told.key.text)
        if metric == .durableResolution {
          row.isHit = !isUndone
          if closing.at + days * 86_400 > now { row.verdict = .tooYoung }
        }
        return row
      }
    case .repliesToResolve, .closedWithoutReply, .assigneeStations, .uniqueAssignees, .groupStations, .participants:
      guard let (closing, verdict) = lastClosing(facts) else { return [] }
      if metric == .closedWithoutReply, !closing.isWithoutReply { return [] }
      var row = Row(told: told, at: closing.at, person: name(closing), verdict: verdict)
      let stations = facts.stations.filter { $0.since <= closing.at }
      let groups = facts.groupStations.filter { $0.since <= closing.at }
      switch metric {
      case .repliesToResolve:
        row.value = Double(closing.replies)
        row.person = replies.last { $0.at <= closing.at }?.actor.name
        if closing.replies == 0 { row.verdict = row.verdict ?? .noReplies }
      case .assigneeStations: row.value = Double(stations.count)
      case .uniqueAssignees: row.value = Double(Set(stations.map(\.person.name)).count)
      case .groupStations: row.value = Double(groups.count)
      case .participants:
        row.value = Double(Set(replies.filter { $0.at <= closing.at }.map(\.actor.name)).count)
      default: break
      }
      if [.assigneeStations, .uniqueAssignees].contains(metric), stations.isEmpty, closing.time.unassigned == nil {
        row.verdict = row.verdict ?? .notTold
      }
      if metric == .groupStations, groups.isEmpty, closing.time.unassigned == nil {
        row.verdict = row.verdict ?? .notTold
      }
      return [row]
    case .firstContactResolution: return firstContact(told, customer)
    case .sameDayClose:
      guard let created = facts.createdAt else { return [] }
      let first = facts.closings.first { $0.at <= now }
      let isHit = first.map { berlin.day(of: $0.at) == berlin.day(of: created) } ?? false
      return [Row(told: told, at: created, isHit: isHit)]
    default: return nil
    }
  }

  private func firstContact(_ told: Told, _ customer: String) -> [Row] {
    guard let (closing, verdict) = lastClosing(told.facts) else { return [] }
    let replies = told.facts.messages.filter { $0.role == .reply && $0.at <= closing.at }
    func products(_ told: Told) -> Set<String> {
      let tags = told.facts.attributes(atEndOf: end).tags
      var products: Set<String> = []
      if tags.contains("neve") || tags.contains("neve-pro") { products.insert("Neve") }
      if tags.contains("otter") { products.insert("Otter") }
      return products.isEmpty ? ["Unmapped"] : products
    }
    let isAsked = ledger.contains { other in
      guard other.key != told.key, standing(other) == nil, other.facts.initiator == .customer,
        let created = other.facts.createdAt
      else { return false }
      let sender =
        other.history.conversation.customerEmail ?? "\(other.key.source) \(other.history.conversation.customerID)"
      return sender == customer && created > closing.at && created - closing.at <= 7 * 86_400
        && !products(other).isDisjoint(with: products(told))
    }
    let isFirst = told.facts.episodes.first?.closing?.at == closing.at && told.facts.closings.first == closing
    let isBack = closing.undoneAt.map { $0 - closing.at <= 7 * 86_400 } ?? false
    var row = Row(
      told: told, at: closing.at, person: replies.last?.actor.name,
      isHit: closing.turns == 1 && isFirst && !isAsked && !isBack, verdict: verdict)
    if closing.turns == 0 { row.verdict = row.verdict ?? .noReplies }
    if closing.at + 7 * 86_400 > now { row.verdict = row.verdict ?? .tooYoung }
    return [row]
  }

  private func backlog(_ metric: Metric, _ told: Told) -> [Row]? {
    let facts = told.facts
    guard let created = facts.createdAt else { return [] }
    let moment = to
    let holder = facts.circumstances.holder.last?.name
    switch metric {
    case .backlog, .backlogAge, .unreplied:
      guard let episode = facts.episode(before: moment) else { return [] }
      var row = Row(told: told, at: moment + -1, person: holder)
      let question = episode.firstQuestion.flatMap { $0 < moment ? $0 : nil }
      if metric == .backlogAge {
        row.value = question.map { Double(moment - $0) } ?? 0
        row.verdict = question == nil ? .noCustomerMessage : nil
      }
      if metric == .unreplied, question == nil || episode.firstReply.map({ $0.at < moment }) ?? false { return [] }
      return [row]
    case .waitingOnUs:
      return facts.waits.filter { $0.isOnUs(before: moment) }.map { _ in
        Row(told: told, at: moment + -1, person: holder)
      }
    case .neverReplied: return facts.isNeverReplied ? [Row(told: told, at: created)] : []
    case .flow:
      return facts.episodes.map { Row(told: told, at: $0.start, value: 1) }
        + facts.closings.map { Row(told: told, at: $0.at, value: -1) }
    default: return nil
    }
  }

  private func promises(_ metric: Metric, _ told: Told) -> [Row]? {
    let kind: Decision.Kind?
    switch metric {
    case .firstReplyPromise: kind = .firstReply
    case .nextReplyPromise: kind = .nextReply
    case .resolutionPromise: kind = .resolution
    case .breaches, .breachOverrun, .atRisk: kind = nil
    default: return nil
    }
    let decisions = told.facts.decisions(under: RandomLedger.rules)
    let moment = to
    return decisions.compactMap { decision in
      let holder = decision.holder?.name
      if let kind {
        guard decision.kind == kind, let at = decision.decidedAt else { return nil }
        return Row(
          told: told, at: at, person: holder, isHit: decision.outcome == .met,
          verdict: decision.outcome == .closedWithoutReply ? .closedWithoutReply : nil)
      }
      if metric == .atRisk {
        let isOpen = decision.decidedAt.map { $0 >= moment } ?? true
        let isRunning = decision.endedAt.map { $0 >= moment } ?? true
        guard isOpen, isRunning, decision.startedAt < moment, decision.atRiskAt.map({ $0 < moment }) ?? false else {
          return nil
        }
        return Row(told: told, at: moment + -1, person: told.facts.circumstances.holder.last?.name)
      }
      guard decision.outcome == .missed, let at = decision.decidedAt else { return nil }
      var row = Row(told: told, at: at, person: holder)
      if metric == .breachOverrun {
        row.value = Double(decision.overrun ?? 0)
        if decision.overrun == nil || decision.endedAt.map({ $0 > now }) ?? true { row.verdict = .stillRunning }
      }
      return row
    }
  }

  private func flow(_ metric: Metric, _ told: Told) -> [Row]? {
    switch metric {
    case .satisfaction:
      return told.facts.ratings.map {
        Row(told: told, at: $0.at, person: $0.person?.name, isHit: $0.verdict == .positive)
      }
    case .transfers:
      return told.facts.transfers.map {
        Row(told: told, at: $0.at, person: $0.from?.name, verdict: $0.isFromBot ? .bot : nil)
      }
    case .workUnits:
      return told.facts.workUnits(in: told.history.conversation.channel, weighing: WorkUnits()).map {
        Row(told: told, at: $0.at, person: $0.person.name, value: Double($0.weight) / 1_000_000)
      }
    default: return nil
    }
  }
}
