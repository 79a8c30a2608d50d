package import Helpdesks
package import Metrics

/// A kind of source and what it can tell: known before one is connected, and the same for all of that kind.
package struct SourceOffer: Sendable {
  /// The kind as settings name it; files that are uploaded to one have a name of their own.
  package let id: String
  package let name: String
  package let supplies: [Supply: Provision]

  package static let all = [
    SourceOffer(id: "helpscout", name: "Help Scout", supplies: HelpScout.supplied),
    SourceOffer(.freshservice), SourceOffer(.freshdesk),
    SourceOffer(id: "hubspot", name: "HubSpot", supplies: HubSpot.supplied),
    SourceOffer(id: "livechat", name: "LiveChat", supplies: LiveChat.supplied),
    SourceOffer(id: "request-tracker", name: "Request Tracker", supplies: RequestTracker.supplied),
    SourceOffer(id: "messenger", name: "Facebook page", supplies: Messenger.supplied),
    SourceOffer(id: "messenger-upload", name: "Facebook upload", supplies: MessengerFormat.supplied),
    SourceOffer(id: "table", name: "Table", supplies: OwnTable.supplied),
  ]

  private init(id: String, name: String, supplies: [Supply: Provision]) {
    self.id = id
    self.name = name
    self.supplies = supplies
  }

  private init(_ product: Freshworks.Product) {
    self.init(id: product.rawValue, name: product.name, supplies: product.supplied)
  }
}

extension SourceOffer {
  /// Whether a number can be had from it: not without what the number needs; in part where that is told in part, or
  /// something stands in for what the number wants.
  package func provision(of definition: Definition) -> Provision {
    let missing = definition.needs.compactMap { provision($0).reasonForNone }
    if !missing.isEmpty { return .none(joined(missing)) }
    let restrictions = (definition.needs + definition.wants).compactMap { need in
      restriction(need).map { "\(need.words): \($0)" }
    }
    return restrictions.isEmpty ? .full : .partial(joined(restrictions))
  }

  private func provision(_ need: Need) -> Provision {
    Supply(rawValue: need.rawValue).flatMap { supplies[$0] } ?? .none("it does not tell \(need.words)")
  }

  private func restriction(_ need: Need) -> String? {
    switch provision(need) {
    case .full: nil
    case .partial(let why): why
    case .none(let why): need.standIn.map { "\(why), so \($0)" } ?? why
    }
  }

  /// The same reason may stand behind several needs.
  private func joined(_ reasons: [String]) -> String {
    var seen: [String] = []
    for reason in reasons where !seen.contains(reason) { seen.append(reason) }
    return seen.joined(separator: "; ")
  }
}

extension Provision {
  fileprivate var reasonForNone: String? {
    if case .none(let why) = self { return why }
    return nil
  }
}
