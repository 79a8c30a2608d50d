internal import CivilTime
internal import Support

/// What a ticket's activities tell of its states and holders, in order.
struct FreshHistory: Sendable {
  /// Who holds the ticket, or nobody, and since when.
  struct Held: Sendable {
    var id: String?
    var since: Instant
  }

  private(set) var events: [Event] = []
  /// How it stands after the last of them; nothing where they never said.
  private(set) var state: ConversationState?
  private(set) var stateSince: Instant?
  private(set) var holder: Held?
  private(set) var team: Held?
  /// People and groups of whom only the display name is known.
  private(set) var strangers: [DirectoryEntry] = []

  private let names: FreshNames
  private let reading: FreshReading
  private let cast: FreshCast
  private var ordinals: [Instant: Int] = [:]

  init(_ activities: [FreshActivity], of ticket: FreshTicket, by cast: FreshCast, _ reading: FreshReading) {
    self.reading = reading
    self.cast = cast
    names = FreshNames(activities, of: ticket, reading.directory)
    for (index, activity) in activities.enumerated() { take(activity, at: index) }
  }

  private mutating func take(_ activity: FreshActivity, at index: Int) {
    let ordinal = ordinals[activity.createdAt, default: 0]
    ordinals[activity.createdAt] = ordinal + 1
    // Without an id, time and place in its second name it: entries are only ever added, later.
    let name = activity.id ?? "\(activity.createdAt.iso8601):\(ordinal)"
    let actor = cast.doer(of: activity)
    for (part, deed) in activity.deeds.enumerated() {
      guard let happening = happening(deed, at: activity.createdAt, isLast: names.isLast(deed, index)) else { continue }
      events.append(
        Event(
          id: "activity:\(name):\(part)", occurredAt: activity.createdAt, observedAt: reading.observedAt,
          sequence: happening.place + events.count, actor: actor, happening: happening))
    }
  }

  private mutating func happening(_ deed: FreshDeed, at instant: Instant, isLast: Bool) -> Happening? {
    switch deed {
    case .status(let label):
      let state = reading.statuses.state(named: label)
      (self.state, stateSince) = (state, instant)
      return .state(state)
    case .agent(let name): return assign(name.map { names.agent($0, isLast: isLast) }, instant)
    case .group(let name): return move(name.map { names.group($0, isLast: isLast) }, instant)
    case .assigned(let name):
      if names.knowsAgent(name) { return assign(names.agent(name, isLast: false), instant) }
      return names.knowsGroup(name) ? move(names.group(name, isLast: false), instant) : nil
    case .attribute(let attribute, let value): return .attribute(attribute, value: value)
    case .merged(let number): return .merged(into: reading.key(number))
    }
  }

  private mutating func assign(_ person: FreshNames.Named?, _ instant: Instant) -> Happening {
    if let person, person.isStranger { meet(.person, person) }
    holder = Held(id: person?.id, since: instant)
    return .assignment(personID: person?.id)
  }

  private mutating func move(_ group: FreshNames.Named?, _ instant: Instant) -> Happening {
    if let group, group.isStranger { meet(.team, group) }
    team = Held(id: group?.id, since: instant)
    return .team(id: group?.id)
  }

  private mutating func meet(_ kind: DirectoryEntry.Kind, _ named: FreshNames.Named) {
    let entry = DirectoryEntry(kind, id: named.id, name: named.name, isActive: false)
    if !strangers.contains(entry) { strangers.append(entry) }
  }
}

extension Happening {
  fileprivate var place: Int {
    switch self {
    case .assignment, .team: FreshSequence.holders
    default: FreshSequence.activities
    }
  }
}
