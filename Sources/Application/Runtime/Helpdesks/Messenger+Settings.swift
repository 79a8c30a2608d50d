package import Helpdesks

extension Messenger {
  /// Nothing for a source that is fed by uploads alone.
  package init?(source id: String, _ settings: Settings.Messenger) {
    guard let page = settings.page else { return nil }
    self.init(
      source: id, baseURL: settings.baseURL, page: page.id, token: page.token.reveal(),
      appSecret: page.appSecret?.reveal())
  }
}
