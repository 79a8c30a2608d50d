import CivilTime
import Support

/// What happened to a ticket, from the histories of its properties.
///
/// Ids are made of the time and the value, because the histories give none, and not of the place in the list, because
/// HubSpot forgets the oldest of more than twenty values.
struct HubSpotTicketEvents {
  let ticket: HubSpotTicket
  let places: HubSpotPlaces
  let observedAt: Instant
  let createdAt: HubSpotTime

  private(set) var events: [Event] = []

  init(_ ticket: HubSpotTicket, created: HubSpotTime, places: HubSpotPlaces, observedAt: Instant) {
    self.ticket = ticket
    self.places = places
    self.observedAt = observedAt
    createdAt = created
    addStates()
    addHolders()
    addAttributes()
    addSpam()
  }

  /// What a history kept whole; a longer one has lost its beginning.
  private static let kept = 20

  /// The beginnings of ids of which all were listed.
  var complete: [String] {
    let told = [
      ("hs_pipeline_stage", "stage:"), ("hubspot_owner_id", "owner:"), ("hubspot_team_id", "team:"),
      ("hs_pipeline", "pipeline:"), ("hs_ticket_priority", "priority:"), ("hs_ticket_category", "category:"),
    ]
    func count(_ property: String) -> Int { ticket.history(of: property).count }
    let whole = told.filter { (1..<HubSpotTicketEvents.kept).contains(count($0.0)) }.map(\.1)
    // Histories replace what had to be inferred without them.
    let better = [("hs_pipeline_stage", "closed@"), ("hubspot_owner_id", "owner@")].filter { count($0.0) > 0 }.map(\.1)
    return ["created"] + whole + better + (count("hs_pipeline") < HubSpotTicketEvents.kept ? ["spam:"] : [])
  }

  // Order within a millisecond: how it began, where it lies, how it stands, who holds it.
  private enum Rank: Int { case created, place, state, holder }

  private mutating func add(
    _ id: String, at time: HubSpotTime, _ rank: Rank, by actor: Actor, _ happening: Happening, inferred: Bool = false
  ) {
    events.append(
      Event(
        id: id, occurredAt: time.instant, observedAt: observedAt, sequence: time.millisecond * 10 + rank.rawValue,
        actor: actor, happening: happening, isInferred: inferred))
  }

  private func id(_ name: String, _ change: HubSpotChange) -> String {
    "\(name):\(change.at.milliseconds):\(change.value ?? "")"
  }
}

// MARK: - Open and closed

extension HubSpotTicketEvents {
  private mutating func addStates() {
    let stages = ticket.history(of: "hs_pipeline_stage")
    addMoves(among: stages)
    // Imports set creation dates that are later than what they brought: it cannot have begun after something happened.
    let began = min(createdAt, stages.first?.at ?? createdAt)
    add("created", at: began, .created, by: creator, .state(.new))
    for (index, change) in stages.enumerated() {
      guard let stage = change.value else { continue }
      let state = places.pipelines.state(stage, of: pipeline(at: change.at))
      let isLast = index == stages.count - 1
      // A stage that is not told any more counts as closed when the ticket's own closing time says so.
      let seemsClosed = state == nil && isLast && closedAt.map { $0.instant >= change.at.instant } == true
      let entered = seemsClosed ? .closed : state ?? .open
      if index == 0, entered == .new, change.at.instant <= began.instant + 1 { continue }  // the creation says it
      let (actor, isGuessed) = doer(of: change, closing: entered.isDone)
      add(
        id("stage", change), at: change.at, .state, by: actor, .state(entered), inferred: isGuessed || seemsClosed)
    }
    if stages.isEmpty { addPresentState() }
  }

  /// “Stage ids can (rarely) repeat across pipelines”: a ticket that goes to another pipeline keeps its stage's id then, so
  /// that no change of the stage is told, and yet it may be closed there and was not here.
  private mutating func addMoves(among stages: [HubSpotChange]) {
    let moves = ticket.history(of: "hs_pipeline")
    for (before, move) in zip(moves, moves.dropFirst()) {
      guard let stage = stages.last(where: { $0.at.milliseconds <= move.at.milliseconds + 1_000 }),
        let id = stage.value,
        stage.at.milliseconds < move.at.milliseconds - 1_000,
        let state = places.pipelines.state(id, of: move.value ?? ""),
        state != places.pipelines.state(id, of: before.value ?? "")
      else { continue }
      let (actor, isGuessed) = doer(of: move, closing: state.isDone)
      add(
        "stage:\(move.at.milliseconds):\(id)", at: move.at, .state, by: actor, .state(state), inferred: isGuessed)
    }
  }

  /// Without a history only the present stage and the last closing are known.
  private mutating func addPresentState() {
    let state = ticket["hs_pipeline_stage"].flatMap {
      places.pipelines.state($0, of: ticket["hs_pipeline"] ?? "")
    }
    let changed = ticket.time("hs_lastmodifieddate")
    if let closed = closedAt ?? (state == .closed ? changed : nil) {
      let holder = ticket["hubspot_owner_id"].flatMap { places.owners.actor(owner: $0) }
      let id = "closed@\(closed.instant.iso8601)"
      add(id, at: closed, .state, by: holder ?? .untold, .state(.closed), inferred: true)
    }
    // Whether reopening clears the closing time differs between accounts; the stage decides.
    guard let state, state != .closed, let closed = closedAt, let changed, changed > closed else { return }
    add("open@\(changed.instant.iso8601)", at: changed, .state, by: .untold, .state(state), inferred: true)
  }

  private var closedAt: HubSpotTime? { ticket.time("closed_date") }

  private var creator: Actor {
    if let user = ticket["hs_created_by_user_id"] { return places.owners.actor(user: user) }
    return Actor(kind: .system, id: "", name: "HubSpot")
  }

  /// Stages are moved a moment after the pipeline, or in the same one.
  private func pipeline(at time: HubSpotTime) -> String {
    let history = ticket.history(of: "hs_pipeline")
    let then = history.last { $0.at.milliseconds <= time.milliseconds + 1_000 } ?? history.first
    return then?.value ?? ticket["hs_pipeline"] ?? ""
  }

  /// Who made a change, and whether that is a guess.
  ///
  /// The history names users. A workflow's change is nobody's. Where neither is told, a closing is taken for the deed of
  /// whoever held the ticket then; for other changes nobody is guessed at.
  private func doer(of change: HubSpotChange, closing: Bool) -> (Actor, isGuessed: Bool) {
    if let user = change.userID { return (places.owners.actor(user: user), false) }
    if change.isAutomatic { return (Actor(kind: .automation, id: "", name: "HubSpot workflow"), false) }
    guard closing, let holder = holder(at: change.at) else { return (.untold, false) }
    return (holder, true)
  }

  /// Whoever held the ticket at a time, as far as that can act.
  func holder(at time: HubSpotTime) -> Actor? {
    let history = ticket.history(of: "hubspot_owner_id")
    let owner = history.isEmpty ? ticket["hubspot_owner_id"] : history.last { $0.at <= time }?.value
    return owner.flatMap { places.owners.actor(owner: $0) }
  }
}

// MARK: - Holders, places, attributes

extension HubSpotTicketEvents {
  private mutating func addHolders() {
    for change in ticket.history(of: "hubspot_owner_id") {
      let person = places.owners.person(change.value)
      add(
        id("owner", change), at: change.at, .holder, by: doer(of: change, closing: false).0,
        .assignment(personID: person))
    }
    for change in ticket.history(of: "hubspot_team_id") {
      add(id("team", change), at: change.at, .holder, by: doer(of: change, closing: false).0, .team(id: change.value))
    }
    guard ticket.history(of: "hubspot_owner_id").isEmpty, let person = places.owners.person(ticket["hubspot_owner_id"])
    else { return }
    let since = ticket.time("hubspot_owner_assigneddate") ?? createdAt
    let id = "owner@\(since.instant.iso8601)"
    add(id, at: since, .holder, by: .untold, .assignment(personID: person), inferred: true)
  }

  private mutating func addAttributes() {
    let told: [(property: String, name: String, attribute: Attribute)] = [
      ("hs_pipeline", "pipeline", .pipeline), ("hs_ticket_priority", "priority", .priority),
      ("hs_ticket_category", "category", .category),
    ]
    for (property, name, attribute) in told {
      for change in ticket.history(of: property) {
        let value = change.value.map { places.word(for: $0, of: property) }
        add(
          id(name, change), at: change.at, .place, by: doer(of: change, closing: false).0,
          .attribute(attribute, value: value))
      }
    }
  }

  /// A ticket is spam while it lies in one of the pipelines that are kept for it.
  private mutating func addSpam() {
    let history = ticket.history(of: "hs_pipeline")
    guard !history.isEmpty else {
      if let pipeline = ticket["hs_pipeline"], places.spam.contains(pipeline) {
        add("spam:", at: createdAt, .place, by: .untold, .spam(true))
      }
      return
    }
    var isSpam = false
    for change in history {
      let lies = change.value.map { places.spam.contains($0) } ?? false
      guard lies != isSpam else { continue }
      isSpam = lies
      add(id("spam", change), at: change.at, .place, by: doer(of: change, closing: false).0, .spam(lies))
    }
  }
}

extension HubSpotPlaces {
  /// A value as the ledger keeps it: priorities in our words, choices by their names, ids as they are.
  func word(for value: String, of property: String) -> String {
    if property == "hs_pipeline" { return value }
    if property == "hs_ticket_priority", HubSpotPlaces.priorities.contains(value) { return value.lowercased() }
    return fields.words(for: value, of: property)
  }

  private static let priorities: Set<String> = ["LOW", "MEDIUM", "HIGH", "URGENT"]
}

extension Actor {
  /// The source does not tell who it was.
  static let untold = Actor(kind: .unknown, id: "", name: "")
}
