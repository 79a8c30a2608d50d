import CivilTime
import Support
import Testing

@testable import Metrics

@Suite struct `Identity coverage` {
  static let asOf = Instant(seconds: 1_800_000_000)

  static func columns(_ listed: [String]) -> FactColumns {
    let columns = RandomLedger(seed: 12, conversations: 300).columns
    columns.naming.listed = listed.map { KnownPerson($0) }
    return columns
  }

  static func query(_ metric: Metric, by dimensions: [Dimension] = []) throws -> MetricQuery {
    let from = LocalDay(number: 20_130)
    var query = MetricQuery(metric, over: try #require(Period(from: from, to: from + 90)), zone: "Europe/Berlin")
    query.by = dimensions
    return query
  }

  @Test func `is the known part of the work: of people, products and clients`() throws {
    let columns = `Identity coverage`.columns(["Oscar Solis", "Priya Nair"])
    func answer(_ query: MetricQuery) -> Answer { columns.answer(query, in: berlin, asOf: `Identity coverage`.asOf) }
    let coverage = answer(try `Identity coverage`.query(.identityCoverage))
    let people = answer(try `Identity coverage`.query(.workUnits, by: [.person]))
    let products = answer(try `Identity coverage`.query(.workUnits, by: [.product]))
    let all = people.value.weight
    let known = people.groups.filter { ["Oscar Solis", "Priya Nair"].contains($0.labels[0]) }
    let mapped = products.groups.filter { $0.labels[0] != "Unmapped" }
    #expect(coverage.groups.map(\.labels) == [["people"], ["products"], ["clients"]])
    #expect(coverage.by == [.class])
    func share(_ part: Double) -> MetricValue { .share(Share(numerator: part, denominator: all)) }
    #expect(all > 100)
    #expect(coverage.groups[0].value == share(known.reduce(0) { $0 + $1.value.weight }))
    #expect(coverage.value == coverage.groups[0].value)
    guard case .share(let productShare) = coverage.groups[1].value else { return #expect(Bool(false)) }
    #expect(abs(productShare.numerator - mapped.reduce(0) { $0 + $1.value.weight }) < 1e-6)
    #expect(abs(productShare.denominator - all) < 1e-6)
    // Nobody's company is known.
    #expect(coverage.groups[2].value == share(0))
    #expect(coverage.sample == people.sample)
    let rows = columns.receipt(
      of: try `Identity coverage`.query(.identityCoverage), in: berlin, asOf: `Identity coverage`.asOf)
    #expect(rows.count == coverage.sample)
  }

  @Test func `is broken down, each part by itself`() throws {
    let columns = `Identity coverage`.columns(["Oscar Solis"])
    let query = try `Identity coverage`.query(.identityCoverage, by: [.source])
    let coverage = columns.answer(query, in: berlin, asOf: `Identity coverage`.asOf)
    #expect(Set(coverage.groups.map { $0.labels[0] }) == ["shop", "facebook"])
    for group in coverage.groups {
      var alone = query.narrowed(to: .source, group.labels[0])
      alone.by = []
      #expect(columns.answer(alone, in: berlin, asOf: `Identity coverage`.asOf).value == group.value)
    }
  }

  @Test func `grows with what is said about a name`() throws {
    let columns = `Identity coverage`.columns(["Oscar Solis"])
    let query = try `Identity coverage`.query(.identityCoverage)
    func known() -> Double {
      guard case .share(let share) = columns.answer(query, in: berlin, asOf: `Identity coverage`.asOf).value else {
        return -1
      }
      return share.numerator
    }
    let before = known()
    columns.naming = columns.naming.with(
      IdentityBook([IdentityDecision(.alias, "Oscar Solis", number: 1, calling: "Priya Nair")]), callings: [])
    #expect(known() > before && before > 0)
  }

  @Test func `knows a contact's company before a mail domain`() throws {
    let columns = FactColumns()
    let start = Instant(seconds: 1_750_000_000)
    let rows = try ["ada@northwind.example", "ben@northwind.example", "cleo@gmail.com"].enumerated().map {
      number, email in
      let key = ConversationKey(source: "desk", vendorID: String(number))
      var conversation = Conversation(key: key, channel: .email, customerID: email, hasStates: false)
      conversation.customerEmail = email
      let event = Event(
        id: "1", occurredAt: start, observedAt: start, sequence: 1,
        actor: Actor(kind: .customer, id: email, name: "C"), happening: .message(.publicReply), text: "text")
      return try #require(Told(History(conversation, events: [event]), under: Rules())).row
    }
    columns.replace(rows)
    var clients = Clients()
    clients.add("Northwind", domain: "northwind.example")
    clients.add("Gmail users", domain: "gmail.com")
    columns.naming = Naming(clients: clients).with(
      IdentityBook(), callings: [], contacts: [Contact("Ada", email: "Ada@Northwind.example", companies: ["fabrikam"])])
    #expect(
      columns.clients(at: .max).labels == ["No client", "fabrikam", "Northwind"]
        || columns.clients(at: .max).labels == ["No client", "Northwind", "fabrikam"])
    let axis = columns.clients(at: .max)
    #expect(axis.codes.map { axis.labels[Int($0)] } == ["fabrikam", "Northwind", "No client"])
  }
}
