import CivilTime
import Support

extension FactPacker {
  func closings(_ writer: inout PackWriter) {
    rows(Array(facts.episodes.enumerated()), &writer) { row, writer in
      let (index, episode) = row
      let closing = episode.closing
      instant(episode.start, &writer)
      instant(closing?.at, &writer)
      instant(closing?.undoneAt, &writer)
      instant(index + 1 < facts.episodes.count ? facts.episodes[index + 1].closing?.at : nil, &writer)
      instant(episode.firstQuestion, &writer)
      instant(episode.firstReply?.at, &writer)
      writer.byte(ClosingFlags(closing, isFirst: index == 0).rawValue)
      closer(closing?.closer, &writer)
      person(closing?.holder, &writer)
    }
  }

  func counts(_ writer: inout PackWriter) {
    let closings = facts.closings
    rows(Array(closings.enumerated()), &writer) { row, writer in
      let (index, closing) = row
      instant(closing.at, &writer)
      instant(closing.undoneAt, &writer)
      instant(index + 1 < closings.count ? closings[index + 1].at : nil, &writer)
      var flags = ClosingFlags(closing, isFirst: index == 0)
      if closing.time.unassigned != nil { flags.insert(.tellsAssignments) }
      writer.byte(flags.rawValue)
      closer(closing.closer, &writer)
      person(closing.holder, &writer)
      person(facts.messages.last { $0.role == .reply && $0.at <= closing.at }?.actor, &writer)
      writer.unsigned(closing.replies)
      writer.unsigned(closing.turns)
      stationCounts(upTo: closing.at, &writer)
    }
  }

  private func closer(_ closer: Closing.Closer?, _ writer: inout PackWriter) {
    switch closer {
    case .person(let actor, _): person(actor, &writer)
    case .customer: writer.text(Uncredited.customer)
    case .automation: writer.text(Uncredited.automation)
    case .nobody: writer.text(Uncredited.unknown)
    case .none: writer.text(nil)
    }
  }

  private func stationCounts(upTo end: Instant, _ writer: inout PackWriter) {
    let stations = facts.stations.filter { $0.since <= end }
    writer.unsigned(stations.count)
    writer.unsigned(stations.count < 2 ? stations.count : Set(stations.map(\.person.label)).count)
    writer.unsigned(facts.groupStations.count { $0.since <= end })
    writer.unsigned(facts.participants(before: end + 1).count)
  }

  func times(_ writer: inout PackWriter) {
    let closings = facts.closings
    let talk = closings.isEmpty ? nil : facts.talk()
    rows(Array(closings.enumerated()), &writer) { row, writer in
      let (index, closing) = row
      instant(closing.at, &writer)
      instant(closing.undoneAt, &writer)
      instant(index + 1 < closings.count ? closings[index + 1].at : nil, &writer)
      writer.byte(index == 0 ? 1 : 0)
      closer(closing.closer, &writer)
      person(closing.holder, &writer)
      let time = closing.time
      clocked(time.sinceFirstQuestion, &writer)
      clocked(time.net, &writer)
      clocked(time.waited, &writer)
      clocked(time.longestWait, &writer)
      clocked(time.unassigned, &writer)
      clocked(time.handled, &writer)
      clocked(time.inStates?.requesterWait, &writer)
      clocked(time.inStates?.agentWork, &writer)
      clocked(time.inStates?.pending, &writer)
      clocked(time.inStates?.onHold, &writer)
      clocked(talk.map { Clocked(calendar: $0.upperBound - $0.lowerBound, business: nil) }, &writer)
    }
  }

  func reopens(_ writer: inout PackWriter) {
    rows(facts.reopens, &writer) { reopen, writer in
      instant(reopen.at, &writer)
      instant(reopen.undone, &writer)
      closer(reopen.undoneCloser, &writer)
      writer.byte(reopen.signal == .state ? 0 : 1)
    }
  }
}
