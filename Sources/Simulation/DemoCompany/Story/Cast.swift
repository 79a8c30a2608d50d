/// Everybody who appears in the stories. The same in every story, so that one person writes by several ways.
package struct Cast: Sendable {
  package let teams: [Team]
  /// People first, then programs; the ids count up from 1.
  package let staff: [Staff]
  package let companies: [Company]
  /// Those with mail addresses, then forum people; the ids count up from 1.
  package let customers: [Customer]
  package let products: [Product]

  package static let halden = Cast()

  private init() {
    teams = [Team(id: 1, name: "First line"), Team(id: 2, name: "Technical"), Team(id: 3, name: "Accounts")]
    staff = Cast.everybody
    companies = Cast.clients
    customers = Cast.writers + Cast.forumPeople
    products = Cast.plugins
  }

  package var people: [Staff] { staff.filter { !$0.isBot } }
  package var bots: [Staff] { staff.filter(\.isBot) }

  package func staff(_ id: Int) -> Staff? { staff.indices.contains(id - 1) ? staff[id - 1] : nil }

  package func customer(_ id: Int) -> Customer? { customers.indices.contains(id - 1) ? customers[id - 1] : nil }

  package func company(_ id: Int) -> Company? { companies.indices.contains(id - 1) ? companies[id - 1] : nil }

  package func company(of customer: Customer) -> Company? { customer.companyID.flatMap(company) }
}

extension Cast {
  private static let plugins = [
    Product(name: "Halden Checkout", tags: ["checkout", "checkout-pro"]),
    Product(name: "Halden Search", tags: ["search", "search-pro"]),
    Product(name: "Halden Stock", tags: ["stock"]),
    Product(name: "Halden Labels", tags: ["labels", "labels-pro"]),
    Product(name: "Halden Reviews", tags: ["reviews"]),
    Product(name: "Halden Invoices", tags: ["invoices", "invoices-pro"]),
    Product(name: "Halden Bookings", tags: ["bookings", "bookings-pro"]),
    Product(name: "Halden Coupons", tags: ["coupons"]),
    Product(name: "Halden Feeds", tags: ["feeds", "feeds pro (plugin)"]),
    Product(name: "Halden Members", tags: ["members", "members bundle"]),
    Product(name: "Halden Subscriptions", tags: ["subscriptions"]),
    Product(name: "Halden Translate", tags: ["translate", "translate: languages and currencies"]),
  ]
}
