package import Helpdesks

extension Settings.Source {
  /// The help desk behind a source; nothing for those that are fed by files alone.
  package var helpdesk: (any Helpdesk)? {
    switch connection {
    case .livechat(let settings): LiveChat(source: id, settings)
    case .helpscout, .freshservice, .freshdesk, .hubspot, .messenger, .requestTracker, .table: nil
    }
  }
}
