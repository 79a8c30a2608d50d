package import Helpdesks

extension Settings.Source {
  /// The help desk behind a source; nothing for those that are fed by files alone.
  package var helpdesk: (any Helpdesk)? {
    switch connection {
    case .freshservice(let settings): Freshworks(source: id, .freshservice, settings)
    case .freshdesk(let settings): Freshworks(source: id, .freshdesk, settings)
    case .livechat(let settings): LiveChat(source: id, settings)
    case .helpscout(let settings): HelpScout(source: id, settings)
    case .messenger(let settings): Messenger(source: id, settings)
    case .hubspot(let settings): HubSpot(source: id, settings)
    case .requestTracker(let settings): RequestTracker(source: id, settings)
    case .table: nil
    }
  }
}
