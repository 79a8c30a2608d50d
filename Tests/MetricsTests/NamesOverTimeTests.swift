import CivilTime
import Support
import Testing

@testable import Metrics

/// People who were called otherwise somewhere, or for a while, and who changed their teams.
@Suite struct `Names over time` {
  static func day(_ number: Int64) -> UInt32 { UInt32(RandomLedger.start + number * 86_400) }

  static let naming: Naming = {
    var naming = RandomLedger.naming
    naming.people.add("Tomasz Zieliński", is: "Tom Z")
    naming.people.add("Priya Nair", is: "Oscar Solis", in: "shop", from: day(30))
    naming.people.add("Unnamed agent", is: "Rosa", to: day(40))
    naming.people.add("Rosa", is: "Rosa Lind", from: day(10))
    naming.memberships += [
      Membership(person: "Rosa", team: "Tier 1", to: day(5)),
      Membership(person: "Rosa Lind", team: "Tier 3", from: day(20), to: day(35)),
    ]
    return naming
  }()

  /// The same by plain words.
  static func name(_ name: String, _ source: String, _ instant: Instant) -> String {
    let at = UInt32(instant.seconds)
    switch name {
    case "Tomasz Zieliński": return "Tom Z"
    case "Priya Nair": return source == "shop" && at >= day(30) ? "Oscar Solis" : name
    case "Unnamed agent": return at >= day(40) ? name : at >= day(10) ? "Rosa Lind" : "Rosa"
    default: return name
    }
  }

  static func team(_ name: String, _ instant: Instant) -> String {
    let at = UInt32(clamping: instant.seconds)
    switch name {
    case "Oscar Solis": return at < day(30) ? "Tier 1" : "Tier 2"
    case "Priya Nair": return "Tier 1"
    case "Rosa": return at < day(5) ? "Tier 1" : "No team"
    case "Rosa Lind": return at >= day(20) && at < day(35) ? "Tier 3" : "No team"
    default: return "No team"
    }
  }

  @Test(arguments: 1...12) func `count as a naive recount has them`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 400)
    let ledger = RandomLedger(seed: UInt64(seed) &* 31, conversations: 300)
    let columns = ledger.columns
    columns.naming = `Names over time`.naming
    for question in `An answer`.questions(&random) {
      var query = question.query
      if let place = query.filters.firstIndex(where: { $0.dimension == .person }) {
        let names = ["Oscar Solis", "Priya Nair", "Rosa", "Rosa Lind", "Unnamed agent", "Tom Z", "Unassigned"]
        query.filters[place] = Filter(.person, Array(names.shuffled(using: &random).prefix(2)))
      }
      let answer = columns.answer(query, in: berlin, asOf: question.asOf)
      let recount = Recount(query, ledger.rows, asOf: question.asOf, rename: `Names over time`.name)
      #expect(answer.value == recount.value, "\(query.pairs) as of \(question.asOf)")
      #expect(answer.excluded == recount.excluded, "\(query.pairs) as of \(question.asOf)")
      let rows = columns.receipt(of: query, in: berlin, asOf: question.asOf)
      #expect(rows.count == answer.sample, "\(query.pairs)")
    }
  }

  @Test(arguments: [Metric.humanReplies, .resolutions, .closuresPerPersonAndDay, .touches])
  func `make groups of who and in which team somebody was then`(_ metric: Metric) throws {
    let ledger = RandomLedger(seed: 77, conversations: 400)
    let columns = ledger.columns
    columns.naming = `Names over time`.naming
    let asOf = Instant(seconds: 1_800_000_000)
    let from = LocalDay(number: 20_130)
    var query = MetricQuery(metric, over: try #require(Period(from: from, to: from + 90)), zone: "Europe/Berlin")
    query.attribution = .actor
    let recount = Recount(query, ledger.rows, asOf: asOf, rename: `Names over time`.name)
    let isKeyed = metric == .closuresPerPersonAndDay
    func groups(_ name: (Recount.Row) -> String) -> [String: Int] {
      Dictionary(grouping: recount.rows, by: name).mapValues { isKeyed ? Set($0.map(\.key)).count : $0.count }
    }
    func answered(by dimension: Dimension) -> [String: Int] {
      query.by = [dimension]
      let groups = columns.answer(query, in: berlin, asOf: asOf).groups
      return Dictionary(uniqueKeysWithValues: groups.map { ($0.labels[0], Int($0.value.weight)) })
    }
    #expect(answered(by: .person) == groups { $0.person ?? "Unassigned" })
    #expect(answered(by: .team) == groups { `Names over time`.team($0.person ?? "", $0.at) })
    #expect(answered(by: .person).keys.contains("Rosa Lind"))
  }

  @Test func `cost nothing where nobody has another name`() {
    let columns = RandomLedger(seed: 3, conversations: 100).columns
    #expect(columns.personLabels().isTimeless)
    var naming = RandomLedger.naming
    naming.people.add("Tomasz Zieliński", is: "Tom Z")
    columns.naming = naming
    #expect(columns.personLabels().isTimeless)
  }

  @Test func `do not run in circles`() {
    var names = PersonNames()
    names.add("A", is: "B")
    names.add("B", is: "A")
    names.add("C", is: "C")
    #expect(names.person(called: "A", in: nil, at: 0) == "B")
    #expect(names.person(called: "C", in: nil, at: 0) == "C")
    #expect(names.stretches(of: "B", in: nil).map(\.person) == ["A"])
  }

  @Test func `let what was decided last win`() {
    var names = PersonNames()
    names.add("oscar", is: "Oscar Solis")
    names.add("oscar", is: "Oscar Stone", in: "shop", from: 100, to: 200)
    #expect(names.person(called: "oscar", in: "shop", at: 150) == "Oscar Stone")
    #expect(names.person(called: "oscar", in: "shop", at: 200) == "Oscar Solis")
    #expect(names.person(called: "oscar", in: "chat", at: 150) == "Oscar Solis")
    #expect(names.stretches(of: "oscar", in: "shop").map(\.from) == [0, 100, 200])
  }
}
