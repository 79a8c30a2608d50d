/// Somebody who writes to the company.
package struct Customer: Sendable, Hashable {
  package let id: Int
  package let name: String
  /// Nothing for people in forums, who are known by the name they chose.
  package let email: String?
  package let companyID: Int?

  package var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }
}

/// A client: a company whose people write.
package struct Company: Sendable, Hashable {
  package let id: Int
  package let name: String
  package let domains: [String]
  /// Customers who lead it, and who answer for it.
  package let headID: Int
  package let primeID: Int
}

/// Something the company sells; its tags mark the conversations about it.
package struct Product: Sendable, Hashable {
  package let name: String
  package let tags: [String]
}
