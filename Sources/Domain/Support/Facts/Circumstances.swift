package import CivilTime

/// How a conversation stood over time, apart from its state: who held it, where it was, and what it was about.
///
/// People, teams, inboxes and companies by the vendor's ids. Where a source tells a history, what held before its first
/// change is unknown (nil); where it tells none, the present value stands for all time and says so (`isAsOfNow`).
package struct Circumstances: Equatable, Sendable {
  /// The person, or bot, who holds it.
  package var holder = Track<Actor?>(nil)
  package var team = Track<String?>(nil)
  package var inbox = Track<String?>(nil)
  package var priority = Track<String?>(nil)
  package var type = Track<String?>(nil)
  package var category = Track<String?>(nil)
  package var pipeline = Track<String?>(nil)
  package var company = Track<String?>(nil)
  /// The vendor's id of the customer.
  package var customer = Track<String?>(nil)
  /// As of now where no single tag has a history; tags that have none are taken for set from the beginning.
  package var tags = Track<[String]>([])

  init(of history: History, cast: Cast, under rules: Rules) {
    let source = history.conversation.key.source
    let events = history.events
    // By index: to copy an event is to count references to each of its texts.
    for index in events.indices {
      if case .assignment = events[index].happening {
        let person = cast.person(namedBy: events[index], in: source, under: rules)
        holder.turn(to: person, at: events[index].occurredAt, isInferred: events[index].isInferred)
      } else {
        take(events[index])
      }
    }
    settle(history.conversation)
    if holder.changes.isEmpty, let id = history.conversation.assigneeID {
      holder = Track(cast.person(id, in: source, under: rules), isAsOfNow: true)
    }
    tags = Circumstances.tags(of: history)
  }

  private mutating func take(_ event: Event) {
    let at = event.occurredAt
    let isInferred = event.isInferred
    switch event.happening {
    case .team(let id): team.turn(to: id, at: at, isInferred: isInferred)
    case .inbox(let id): inbox.turn(to: id, at: at, isInferred: isInferred)
    case .attribute(let attribute, let value): track(attribute) { $0.turn(to: value, at: at, isInferred: isInferred) }
    default: break
    }
  }

  private mutating func track(_ attribute: Attribute, _ change: (inout Track<String?>) -> Void) {
    switch attribute {
    case .priority: change(&priority)
    case .type: change(&type)
    case .category: change(&category)
    case .pipeline: change(&pipeline)
    case .company: change(&company)
    case .customer: change(&customer)
    case .subject: break
    }
  }

  /// Takes the present value where the history tells nothing.
  private mutating func settle(_ now: Conversation) {
    team.settle(now.team)
    inbox.settle(now.inbox)
    priority.settle(now.priority)
    type.settle(now.type)
    category.settle(now.category)
    pipeline.settle(now.pipeline)
    company.settle(now.companyID)
    customer.settle(now.customerID)
  }
}

extension Track<String?> {
  fileprivate mutating func settle(_ now: String?) {
    if changes.isEmpty, let now { self = Track(now, isAsOfNow: true) }
  }
}

extension Circumstances {
  private static func tags(of history: History) -> Track<[String]> {
    let now = history.conversation.tags
    // Whether a tag's first change sets it: then it was not there before.
    var firstSets: [String: Bool] = [:]
    for index in history.events.indices {
      guard case .tag(let tag, let isSet) = history.events[index].happening, firstSets[tag] == nil else { continue }
      firstSets[tag] = isSet
    }
    guard !firstSets.isEmpty else { return Track(now, isAsOfNow: !now.isEmpty) }
    var tags = now.filter { firstSets[$0] == nil } + firstSets.filter { !$0.value }.keys.sorted()
    var track = Track(tags)
    for event in history.events {
      guard case .tag(let tag, let isSet) = event.happening else { continue }
      if let place = tags.firstIndex(of: tag) {
        if !isSet { tags.remove(at: place) }
      } else if isSet {
        tags.append(tag)
      }
      track.turn(to: tags, at: event.occurredAt, isInferred: event.isInferred)
    }
    return track
  }
}

/// How a conversation stood at one instant.
package struct Attributes: Equatable, Sendable {
  /// Nothing before the conversation began.
  package var state: ConversationState?
  package var holder: Actor?
  package var team: String?
  package var inbox: String?
  package var priority: String?
  package var type: String?
  package var category: String?
  package var pipeline: String?
  package var company: String?
  package var customer: String?
  package var tags: [String]
}

extension Facts {
  /// How it stood after whatever happened in the second of an instant.
  package func attributes(at instant: Instant) -> Attributes {
    Attributes(
      state: states.value(at: instant), holder: circumstances.holder.value(at: instant),
      team: circumstances.team.value(at: instant), inbox: circumstances.inbox.value(at: instant),
      priority: circumstances.priority.value(at: instant), type: circumstances.type.value(at: instant),
      category: circumstances.category.value(at: instant), pipeline: circumstances.pipeline.value(at: instant),
      company: circumstances.company.value(at: instant), customer: circumstances.customer.value(at: instant),
      tags: circumstances.tags.value(at: instant))
  }

  /// How it stood at the end of a period, or when it was done if that was before: what M11 counts by.
  package func attributes(atEndOf end: Instant) -> Attributes {
    let isDone = states.value(before: end)?.isDone == true
    let done = isDone ? closings.last { $0.at < end }?.at : nil
    return attributes(at: done ?? end + -1)
  }
}
