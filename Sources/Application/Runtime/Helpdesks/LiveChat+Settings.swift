package import Helpdesks

extension LiveChat {
  package init(source id: String, _ settings: Settings.LiveChat) {
    self.init(
      source: id, baseURL: settings.baseURL, accountID: settings.accountID, token: settings.token.reveal())
  }
}
