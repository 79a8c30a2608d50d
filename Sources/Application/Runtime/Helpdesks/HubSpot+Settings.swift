import Helpdesks

extension HubSpot {
  init(source id: String, _ settings: Settings.HubSpot) {
    self.init(
      source: id, baseURL: settings.baseURL, token: settings.token.reveal(), spamPipelines: settings.spamPipelines)
  }
}
