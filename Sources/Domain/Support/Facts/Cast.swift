/// Who is who in one conversation: actors as the figures know them, and the people behind bare ids.
///
/// Rules and conversations are handed in where they are needed: to keep them would be to count references to each of
/// their parts for every history.
struct Cast {
  /// Agents and bots of this history by the vendor's id.
  private var seen: [String: Actor] = [:]

  init(of history: History, under rules: Rules) {
    guard history.namesPeopleByID else { return }
    // By index: to copy an event is to count references to each of its texts.
    for index in history.events.indices {
      let kind = history.events[index].actor.kind
      guard kind == .agent || kind == .bot, !history.events[index].actor.id.isEmpty else { continue }
      let id = history.events[index].actor.id
      if seen[id] == nil { seen[id] = rules.actor(of: history.events[index], in: history.conversation) }
    }
  }

  /// The person whom an event names: its assignee, or whom a customer judged.
  func person(namedBy event: Event, in source: String, under rules: Rules) -> Actor? {
    switch event.happening {
    case .assignment(let id): id.map { person($0, in: source, under: rules) }
    case .rating(let rating): rating.personID.map { person($0, in: source, under: rules) }
    default: nil
    }
  }

  /// The person that is named by id only: as the settings call them, else as this history or the source's directory does,
  /// else by the id itself.
  func person(_ id: String, in source: String, under rules: Rules) -> Actor {
    if let known = seen[id] { return known }
    if let name = rules.directory.name(of: id, as: .bot, in: source) {
      return rules.known(Actor(kind: .bot, id: id, name: name), in: source)
    }
    let name = rules.directory.name(of: id, as: .person, in: source) ?? ""
    var person = rules.known(Actor(kind: .agent, id: id, name: name), in: source)
    if person.name.isEmpty { person.name = id }
    return person
  }
}

extension History {
  /// Whether it holds ids that somebody has to be found behind.
  fileprivate var namesPeopleByID: Bool {
    conversation.assigneeID != nil
      || events.contains { event in
        switch event.happening {
        case .assignment(.some): true
        case .rating(let rating): rating.personID != nil
        default: false
        }
      }
  }
}

extension Actor {
  /// Nobody, or nobody that the source tells of.
  package static let nobody = Actor(kind: .unknown, id: "", name: "")

  /// A human on our side; a listed bot is none.
  package var isPerson: Bool { kind == .agent }

  /// One name is one person, whichever source calls them so; without names their ids tell.
  package func isSame(as other: Actor) -> Bool {
    name.isEmpty || other.name.isEmpty ? id == other.id : name == other.name
  }
}
