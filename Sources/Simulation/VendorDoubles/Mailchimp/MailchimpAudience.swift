package import CivilTime

/// One audience and its members.
struct MailchimpAudience: Sendable {
  let id: String
  let name: String
  /// By id.
  var members: [String: MailchimpDouble.Member] = [:]
}

extension MailchimpDouble {
  package enum Status: String, Sendable, CaseIterable {
    case subscribed, unsubscribed, cleaned, pending, transactional, archived
  }

  package struct Member: Sendable {
    package var email: String
    package var firstName: String
    package var lastName: String
    package var company: String?
    package var status: Status
    package var tags: [String]
    package var signedUpAt: Instant?
    package var changedAt: Instant?
    /// Stays when the address changes.
    package internal(set) var uniqueID = ""
    /// A street, which makes an object of a merge field that is `""` otherwise.
    package var street: String?

    package init(
      _ email: String, firstName: String = "", lastName: String = "", company: String? = nil,
      status: Status = .subscribed, tags: [String] = [], signedUpAt: Instant? = nil, changedAt: Instant?,
      street: String? = nil
    ) {
      self.email = email
      self.firstName = firstName
      self.lastName = lastName
      self.company = company
      self.status = status
      self.tags = tags
      self.signedUpAt = signedUpAt
      self.changedAt = changedAt
      self.street = street
    }

    var fullName: String { [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ") }
  }

  /// 32 digits that stand for an address, as its MD5 does at the real one.
  package static func id(of email: String) -> String {
    let bytes = Array(email.lowercased().utf8)
    func hash(_ start: UInt64) -> String {
      let value = bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return hash(0xCBF2_9CE4_8422_2325) + hash(0x9E37_79B9_7F4A_7C15)
  }
}
