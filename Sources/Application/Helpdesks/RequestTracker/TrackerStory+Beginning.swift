import CivilTime
import Support

/// How it stood when it began: what it is now, less all that was changed since.
extension TrackerStory {
  var creation: TrackerTransaction? { own.first { $0.saying == .first } }

  var start: (at: Instant, sequence: Int) {
    if let creation { return (creation.at, creation.id) }
    return (ticket.createdAt ?? own.first?.at ?? now, 0)
  }

  var beginning: [Event] {
    var events: [Event] = []
    func add(_ what: String, _ happening: Happening) {
      let id = what.isEmpty ? "created" : "created:\(what)"
      events.append(
        Event(
          id: id, occurredAt: start.at, observedAt: now, sequence: start.sequence,
          actor: actor(creation?.creator ?? ticket.creator), happening: happening))
    }
    add("", .state(firstStatus.map { state($0) ?? .open } ?? .new))
    if let queue = first(\.isQueue) ?? ticket.queue { add("inbox", .inbox(id: queue)) }
    if let owner = firstOwner { add("assignment", .assignment(personID: owner)) }
    for tag in firstTags.sorted() { add("tag:\(tag)", .tag(tag, isSet: true)) }
    // What never changed stands in the conversation itself.
    if let priority = first(\.isPriority) {
      add("priority", .attribute(.priority, value: TrackerStory.priority(priority)))
    }
    if let subject = first(\.isSubject) { add("subject", .attribute(.subject, value: subject)) }
    for (attribute, value) in firstAttributes { add("\(attribute)", .attribute(attribute, value: value)) }
    if firstRequestors.first != ticket.requestors.first {
      add("customer", .attribute(.customer, value: firstRequestors.first))
    }
    return events
  }

  /// What the first change of something put an end to.
  private func first(_ isOfInterest: (TrackerTransaction) -> Bool) -> String? { own.first(where: isOfInterest)?.old }

  private var firstStatus: String? {
    let status = first(\.isStatus) ?? ticket.status
    return status == TrackerStatuses.deleted ? nil : status
  }

  private var firstOwner: String? {
    guard let change = own.first(where: \.isOwner), let number = change.old else {
      return own.contains(where: \.isOwner) ? nil : ticket.owner.flatMap { personID($0) }
    }
    return personID(crowd.numbered(number).name)
  }

  private var firstTags: Set<String> {
    var tags: Set<String> = []
    for field in ticket.customFields where isTags(field) {
      var standing = Set(field.values.flatMap(TrackerStory.tags))
      for change in own.reversed() where change.customFieldID == field.id {
        standing.subtract(change.tagsAdded)
        standing.formUnion(change.tagsTaken)
      }
      tags.formUnion(standing)
    }
    return tags
  }

  private var firstAttributes: [(Attribute, String?)] {
    [Attribute.type, .category].compactMap { attribute in
      guard let field = field(of: attribute), let change = own.first(where: { $0.customFieldID == field.id }) else {
        return nil
      }
      return (attribute, change.old)
    }
  }

  /// In the order in which they were added, as far as that can be told.
  var firstRequestors: [String] {
    own.reversed().filter(\.isRequestor).reduce(into: ticket.requestors) { requestors, change in
      if let number = change.new { requestors.removeAll { $0 == crowd.numbered(number).name } }
      if let number = change.old { requestors.insert(crowd.numbered(number).name, at: 0) }
    }
  }
}

extension TrackerTransaction {
  var isStatus: Bool { if case .status = change { true } else { false } }
  var isOwner: Bool { if case .owner = change { true } else { false } }
  var isQueue: Bool { if case .queue = change { true } else { false } }
  var isPriority: Bool { if case .priority = change { true } else { false } }
  var isSubject: Bool { if case .subject = change { true } else { false } }
  var isRequestor: Bool { if case .requestor = change { true } else { false } }

  var customFieldID: String? {
    guard case .customField(let id) = change else { return nil }
    return id
  }

  private var tagsBefore: Set<String> { Set(old.map(TrackerStory.tags) ?? []) }
  private var tagsAfter: Set<String> { Set(new.map(TrackerStory.tags) ?? []) }
  var tagsAdded: Set<String> { tagsAfter.subtracting(tagsBefore) }
  var tagsTaken: Set<String> { tagsBefore.subtracting(tagsAfter) }
}
