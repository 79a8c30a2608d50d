package import Helpdesks
import Support

extension RequestTracker {
  package init(source id: String, _ settings: Settings.RequestTracker) {
    let login: Configuration.Login =
      switch settings.credentials {
      case .token(let token): .token(token.reveal())
      case .password(let user, let password): .password(user: user, password.reveal())
      }
    self.init(
      source: id,
      Configuration(
        baseURL: settings.baseURL, login: login,
        statuses: settings.statuses.compactMapValues { ConversationState(rawValue: $0.rawValue) },
        tagFields: settings.tagFields))
  }
}
