import Support

extension Rules {
  /// What the settings say about counting, as the derivation reads it.
  init(_ settings: Settings) {
    self.init(
      autoReplies: settings.rules.autoReplies, bots: Set(settings.rules.bots),
      inactivityGap: settings.rules.inactivityGap.components.seconds,
      publicNotesAreReplies: Set(settings.sources.filter(\.takesNotesForReplies).map(\.id)),
      colleagues: Colleagues(settings.people), externalReplies: Set(settings.sources.flatMap(\.externalReplies)))
  }
}

extension Colleagues {
  fileprivate init(_ people: [Settings.Person]) {
    self.init()
    for person in people {
      for (source, aliases) in person.aliases { for alias in aliases { add(person.name, as: alias, in: source) } }
      for alias in [person.email, person.username].compactMap({ $0 }) { add(person.name, as: alias) }
    }
  }
}

extension Settings.Source {
  fileprivate var takesNotesForReplies: Bool {
    switch connection {
    case .freshservice(let desk), .freshdesk(let desk): desk.publicNotesAreReplies
    default: false
    }
  }

  /// Inboxes with forum mail. With the profile `replies` every conversation may hold an answer of ours.
  fileprivate var externalReplies: [ExternalReplies] {
    guard case .helpscout(let desk) = connection else { return [] }
    return desk.inboxes.compactMap { inbox in
      switch inbox.profile {
      case .wporg: ExternalReplies(source: id, inbox: inbox.id, tag: inbox.tag)
      case .replies: ExternalReplies(source: id, inbox: inbox.id)
      case .tags: nil
      }
    }
  }
}
