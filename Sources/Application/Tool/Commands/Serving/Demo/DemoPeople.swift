import DemoCompany
import VendorDoubles

/// The demo company's people, products and clients as its settings name them.
enum DemoPeople {
  static var settings: String {
    lines(
      Cast.halden.people.map { person in
        let alias = person.username ?? person.email
        return """
          - {name: \(quoted(person.name)), email: \(quoted(person.email)), aliases: {facebook: \(quoted(alias)), \
          wporg: \(quoted(person.forumName))}, teams: [{team: \(quoted(team(person)))}]}
          """
      })
  }

  /// With the first of each product's tags as HubSpot tells it; its others are left for whoever tries the to-do list.
  static var products: String {
    let numbers = Cast.halden.hubSpotTags
    return lines(
      Cast.halden.products.map { product in
        let tags = product.tags + product.tags.prefix(1).compactMap { numbers[$0] }
        return "- {name: \(quoted(product.name)), tags: [\(tags.map(quoted).joined(separator: ", "))]}"
      })
  }

  static var clients: String {
    lines(
      Cast.halden.companies.map { company in
        "- {name: \(quoted(company.name)), domains: [\(company.domains.joined(separator: ", "))]}"
      })
  }

  private static func team(_ person: Staff) -> String {
    Cast.halden.teams.first { $0.id == person.teamID }?.name ?? "Support"
  }

  private static func lines(_ lines: [String]) -> String { lines.map { "  \($0)" }.joined(separator: "\n") }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
