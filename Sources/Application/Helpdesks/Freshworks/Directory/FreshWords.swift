internal import Support

/// The numbers that Freshworks has for words.
enum FreshWords {
  static func priority(_ number: Int) -> String {
    switch number {
    case 1: "low"
    case 2: "medium"
    case 3: "high"
    case 4: "urgent"
    default: "\(number)"
    }
  }

  /// Urgency and impact.
  static func level(_ number: Int) -> String {
    switch number {
    case 1: "Low"
    case 2: "Medium"
    case 3: "High"
    default: "\(number)"
    }
  }

  static func channel(_ source: Int, of product: Freshworks.Product) -> Channel {
    product == .freshservice ? serviceChannel(source) : deskChannel(source)
  }

  /// Chat is what is written line by line: Yammer, Slack, the chatbot, Workplace and Teams as well.
  private static func serviceChannel(_ source: Int) -> Channel {
    switch source {
    case 1: .email
    case 2, 5, 13, 18: .portal
    case 3: .phone
    case 4, 6, 10, 11, 12, 15: .chat
    default: .other
    }
  }

  private static func deskChannel(_ source: Int) -> Channel {
    switch source {
    case 1, outbound: .email
    case 2, 9: .portal
    case 3: .phone
    case 5, 6, 13: .directMessage
    case 7, 12: .chat
    default: .other
    }
  }

  /// Freshdesk's mail that an agent began. In Freshservice the number is Slack's.
  static let outbound = 10

  static func isOutbound(_ source: Int, of product: Freshworks.Product) -> Bool {
    product == .freshdesk && source == outbound
  }

  /// Who began a ticket, where its source alone says so: somebody who calls, walks up or fills in a form is a customer,
  /// although an agent may have typed it.
  static func initiator(_ source: Int, of product: Freshworks.Product) -> Initiator? {
    if isOutbound(source, of: product) { return .agent }
    switch channel(source, of: product) {
    case .phone, .portal: return .customer
    default: return product == .freshservice && source == 9 ? .customer : nil
    }
  }
}
