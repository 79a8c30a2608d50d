import CivilTime

extension Rules {
  var needsStays: Bool { !clock.calendars.isEmpty || !targets.isEmpty }

  /// Where a conversation was over time, as far as calendars and targets care.
  func stays(of conversation: Conversation, _ circumstances: Circumstances) -> [BusinessClock.Stay] {
    let places = [circumstances.inbox, circumstances.team, circumstances.company, circumstances.priority]
    var instants = places.flatMap { $0.changes.map(\.at) }
    if instants.isEmpty {
      return [BusinessClock.Stay(since: Instant(seconds: .min), place: place(conversation, circumstances, at: nil))]
    }
    instants.sort()
    var stays = [BusinessClock.Stay(since: Instant(seconds: .min), place: place(conversation, circumstances, at: nil))]
    for instant in instants where stays.last?.since != instant {
      stays.append(BusinessClock.Stay(since: instant, place: place(conversation, circumstances, at: instant)))
    }
    return stays
  }

  private func place(_ conversation: Conversation, _ circumstances: Circumstances, at instant: Instant?)
    -> CalendarPlace
  {
    func then(_ track: Track<String?>) -> String? { instant.map(track.value(at:)) ?? track.initial }
    let source = conversation.key.source
    var client = directory.callings(of: then(circumstances.company), as: .company, in: source)
    if let known = clients.client(of: client, email: conversation.customerEmail, in: source) { client.append(known) }
    return CalendarPlace(
      source: source, inbox: directory.callings(of: then(circumstances.inbox), as: .inbox, in: source),
      team: directory.callings(of: then(circumstances.team), as: .team, in: source), client: client,
      priority: then(circumstances.priority))
  }
}
