package import Helpdesks
import Support

extension Freshworks {
  package init(source id: String, _ product: Product, _ settings: Settings.Freshworks) {
    self.init(
      Configuration(
        source: id, product: product, baseURL: settings.baseURL, apiKey: settings.apiKey.reveal(),
        groupID: settings.groupID, statuses: settings.statuses.mapValues(\.meaning),
        activityBudget: settings.activityBudget ?? 20_000))
  }
}

extension Settings.Freshworks.State {
  fileprivate var meaning: ConversationState {
    switch self {
    case .new: .new
    case .open: .open
    case .pending: .pending
    case .onHold: .onHold
    case .solved: .solved
    case .closed: .closed
    }
  }
}
