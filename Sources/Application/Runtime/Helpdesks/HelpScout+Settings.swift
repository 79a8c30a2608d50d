package import Helpdesks

extension HelpScout {
  package init(source id: String, _ settings: Settings.HelpScout) {
    let inboxes = settings.inboxes.map { Inbox(id: $0.id, profile: $0.profile.meaning, tag: $0.tag) }
    self.init(
      source: id,
      Configuration(
        baseURL: settings.baseURL, clientID: settings.clientID, clientSecret: settings.clientSecret.reveal(),
        inboxes: inboxes))
  }
}

extension Settings.HelpScout.Profile {
  fileprivate var meaning: HelpScout.Profile {
    switch self {
    case .wporg: .wporg
    case .tags: .tags
    case .replies: .replies
    }
  }
}
