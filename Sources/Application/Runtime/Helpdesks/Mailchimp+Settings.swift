package import Helpdesks

extension Mailchimp {
  package init(source id: String, _ settings: Settings.MailchimpAudience) {
    self.init(source: id, baseURL: settings.baseURL, apiKey: settings.apiKey.reveal(), audience: settings.audience)
  }
}
