import Testing

@testable import Support

@Suite struct `Linking clients` {
  static let contacts = [
    Contact("Ada Byron", email: "ada@northwind.example", companies: ["Northwind Traders"]),
    Contact("Ben Hale", email: "ben@gmail.com"), Contact("Cleo Marsh", email: "cleo@fabrikam.example"),
    Contact("Dan Roe", email: "dan@sleepy.example", isActive: false), Contact("Kim Lee", email: "kim1@twins.example"),
    Contact("Kim Lee", email: "kim2@twins.example"),
    Contact("Mia Stone", email: "mia@other.example", companies: ["Contoso"]),
  ]
  static let linker = ClientLinker(contacts)

  struct Example: CustomTestStringConvertible {
    var client: ClientProfile
    var state: ClientLink.State
    var email: String?
    var match: MatchKind?
    var testDescription: String { client.name }
  }

  static let examples = [
    Example(
      client: ClientProfile("By prime user", heads: ["Ben Hale", "Ada Byron"]), state: .linked, email: "ben@gmail.com",
      match: .exact),
    Example(
      client: ClientProfile("By head", heads: ["Nobody Known", "byron, ada"]), state: .linked,
      email: "ada@northwind.example", match: .exact),
    Example(
      client: ClientProfile("By domain", heads: ["Nobody Known"], domains: ["Fabrikam.example"]), state: .linked,
      email: "cleo@fabrikam.example", match: .partial),
    Example(client: ClientProfile("Free mail is nobody's", domains: ["gmail.com"]), state: .noContact),
    Example(client: ClientProfile("Somebody to add", heads: ["Zora Neale"]), state: .contactToAdd),
    Example(
      client: ClientProfile("Gets no mail", heads: ["Dan Roe"], domains: ["sleepy.example"]), state: .contactToAdd),
    Example(client: ClientProfile("Two of one name", heads: ["Kim Lee"]), state: .contactToAdd),
    Example(client: ClientProfile("Nothing known"), state: .noContact),
  ]

  @Test(arguments: examples) func `goes by name, then by domain, and says how`(_ example: Example) {
    let link = `Linking clients`.linker.link(example.client)
    #expect(link.state == example.state, "\(link.why)")
    #expect(link.contact?.email == example.email)
    #expect(link.match == example.match)
    #expect(!link.why.isEmpty)
    #expect((link.toAdd != nil) == (example.state == .contactToAdd))
  }

  @Test func `suggests whom it may be, and links nobody by likeness`() {
    let link = `Linking clients`.linker.link(ClientProfile("Northwind Trader", heads: ["Ada Biron"]))
    #expect(link.state == .contactToAdd)
    #expect(link.suggestions.first?.person == "ada@northwind.example")
    #expect(link.suggestions.first?.kind == .fuzzy)
    #expect(`Linking clients`.linker.link(ClientProfile("Contoso")).suggestions.map(\.person) == ["mia@other.example"])
    #expect(`Linking clients`.linker.link(ClientProfile("Two", heads: ["Kim Lee"])).suggestions.count == 2)
  }

  @Test func `follows decisions before all else`() {
    let told = IdentityBook([IdentityDecision(.contact, "By head", number: 1, other: "MIA@other.example", by: "Boss")])
    let client = ClientProfile("By head", heads: ["Ada Byron"], domains: ["northwind.example"])
    let link = `Linking clients`.linker.link(client, under: told)
    #expect(link.contact?.name == "Mia Stone" && link.match == .told && link.why == "chosen by Boss")
    let refused = IdentityBook([IdentityDecision(.notContact, "By head", number: 1, other: "ada@northwind.example")])
    #expect(`Linking clients`.linker.link(client, under: refused).state == .contactToAdd)
    let gone = IdentityBook([IdentityDecision(.contact, "By head", number: 1, other: "gone@x.example")])
    #expect(`Linking clients`.linker.link(client, under: gone).why == "gone@x.example was chosen and is in no audience")
  }
}

@Suite struct `Clients by their words` {
  @Test func `are found by alias, by spelling and by domain, but never by free mail`() {
    var clients = Clients()
    clients.add("Northwind", as: "2100", in: "desk")
    clients.add("Northwind", domain: "Northwind.example")
    clients.add("Fabrikam", domain: "gmail.com")
    #expect(clients.client(of: ["2100"], email: nil, in: "desk") == "Northwind")
    #expect(clients.client(called: ["9", "NORTHWIND"], in: "other") == "Northwind")
    #expect(clients.client(called: ["9"], in: "desk") == nil)
    #expect(clients.client(of: [], email: "ada@northwind.example", in: "") == "Northwind")
    #expect(clients.client(of: [], email: "ada@gmail.com", in: "") == nil)
    #expect(clients.owns("gmail.com") && clients.owns("northwind.example") && !clients.owns("fabrikam.example"))
  }
}
