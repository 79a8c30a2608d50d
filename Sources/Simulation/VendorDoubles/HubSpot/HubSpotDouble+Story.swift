package import DemoCompany

// The tickets of a story, as HubSpot would show them.
extension HubSpotDouble {
  package convenience init(
    telling story: Story, clock: DoubleClock = DoubleClock(), _ conduct: Conduct = Conduct()
  ) {
    self.init(HubSpotDesk(of: story), clock: clock, conduct, telling: HubSpotTelling(of: story))
  }

  package static let spamPipeline = "5386331"

  /// HubSpot's ids for the story's.
  package static func owner(_ staff: Int) -> String { "\(70_000 + staff)" }
  package static func user(_ staff: Int) -> String { "\(90_000 + staff)" }
  package static func team(_ team: Int) -> String { "\(800 + team)" }
  package static func contact(_ customer: Int) -> String { "\(1_000 + customer)" }
  package static func company(_ company: Int) -> String { "\(500 + company)" }
}

extension HubSpotDesk {
  fileprivate init(of story: Story) {
    self.init()
    let teams = Dictionary(story.cast.teams.map { ($0.id, $0.name) }) { first, _ in first }
    owners = story.cast.people.map { person in
      Owner(
        id: HubSpotDouble.owner(person.id), userID: HubSpotDouble.user(person.id), firstName: person.firstName,
        lastName: person.lastName, email: person.email,
        teams: [(HubSpotDouble.team(person.teamID), teams[person.teamID] ?? "")])
    }
    pipelines.append(
      Pipeline(id: HubSpotDouble.spamPipeline, label: "SPAM Tickets", stages: [("901", "Caught", true)]))
    definitions = [
      Definition(name: "product", label: "Product", options: story.cast.products.map { ($0.name, $0.name) })
    ]
    for customer in story.cast.customers {
      let id = HubSpotDouble.contact(customer.id)
      let rest = customer.name.split(separator: " ").dropFirst().joined(separator: " ")
      contacts[id] = Party(
        id: id,
        properties: ["firstname": customer.firstName, "lastname": rest].merging(
          customer.email.map { ["email": $0] } ?? [:]
        ) { $1 })
    }
    for company in story.cast.companies {
      let id = HubSpotDouble.company(company.id)
      companies[id] = Party(id: id, properties: ["name": company.name, "domain": company.domains[0]])
    }
  }
}
