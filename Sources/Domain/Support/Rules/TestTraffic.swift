/// Conversations that are no support: tests, and colleagues who write to the help desk.
package struct TestTraffic: Equatable, Sendable {
  /// Mail domains of customers, exactly as written: `acme.example` does not cover `qa.acme.example`.
  package var domains: Set<String>
  package var tags: Set<String>
  /// Mail addresses, vendor's ids or names of customers.
  package var requesters: Set<String>

  package init(domains: [String] = [], tags: [String] = [], requesters: [String] = []) {
    self.domains = Set(domains.map { $0.lowercased() })
    self.tags = Set(tags.map { $0.lowercased() })
    self.requesters = Set(requesters.map { $0.lowercased() })
  }

  package var isEmpty: Bool { domains.isEmpty && tags.isEmpty && requesters.isEmpty }

  /// The rule that takes a conversation for a test, in words for the receipt; nothing when none does.
  func reason(for conversation: Conversation) -> String? {
    guard !isEmpty else { return nil }
    if let domain = conversation.customerEmail.flatMap({ mailDomain(of: $0) }), domains.contains(domain) {
      return "domain \(domain)"
    }
    if !tags.isEmpty, let tag = conversation.tags.first(where: { tags.contains($0.lowercased()) }) {
      return "tag \(tag)"
    }
    let names = [conversation.customerEmail, conversation.customerID, conversation.customerName].compactMap { $0 }
    return names.first { requesters.contains($0.lowercased()) }.map { "requester \($0)" }
  }
}
