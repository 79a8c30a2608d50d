package import Helpdesks

extension Settings.Source {
  /// The help desk behind a source; nothing for those that are fed by files alone.
  package var helpdesk: (any Helpdesk)? {
    switch connection {
    case .helpscout, .freshservice, .freshdesk, .hubspot, .livechat, .messenger, .requestTracker, .table: nil
    }
  }
}
