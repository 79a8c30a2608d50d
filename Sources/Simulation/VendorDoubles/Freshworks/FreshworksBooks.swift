internal import CivilTime
internal import DemoCompany
internal import JSONReader

extension FreshworksDouble {
  struct Agent: Sendable {
    var id: Int
    var firstName: String
    var lastName: String?
    var email: String
    var isActive = true
    var groups: [Int] = []

    var name: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }
  }

  struct Group: Sendable {
    var id: Int
    var name: String
    var members: [Int] = []
  }

  struct Company: Sendable {
    var id: Int
    var name: String
    var domains: [String]
    var headID: Int?
    var primeID: Int?
    var updatedAt: Instant
  }

  /// All that the vendor knows. Rows of lists are written once, and again when their ticket has changed.
  struct Books: Sendable {
    let product: Product
    private(set) var tickets: [Int: Ticket] = [:]
    var agents: [Agent] = []
    var groups: [Group] = []
    var companies: [Company] = []
    var requesters: [Int: (person: Person, companyID: Int?)] = [:]
    /// Statuses that the account added.
    var statuses: [(id: Int, label: String)] = []
    var lastID = 21_000_000_000
    /// What is going to happen, the last of it first.
    var future: [(at: Instant, beat: Beat, tale: Tale)] = []
    private var orders: [Ticket.View: (byUpdate: [Int], byCreation: [Int])] = [:]
    private var rows: [Int: [UInt8]] = [:]

    init(product: Product) { self.product = product }
  }
}

extension FreshworksDouble.Books {
  mutating func nextID() -> Int {
    lastID += 1
    return lastID
  }

  mutating func put(_ ticket: FreshworksDouble.Ticket) {
    tickets[ticket.id] = ticket
    rows[ticket.id] = nil
    orders = [:]
    if requesters[ticket.requester.id] == nil {
      requesters[ticket.requester.id] = (ticket.requester, ticket.departmentID)
    }
  }

  /// Changes a ticket, which bumps the time of its last change unless told otherwise.
  mutating func change(_ id: Int, at instant: Instant?, _ body: (inout FreshworksDouble.Ticket) -> Void) {
    guard var ticket = tickets[id] else { return }
    body(&ticket)
    if let instant { ticket.updatedAt = max(ticket.updatedAt, instant) }
    put(ticket)
  }

  mutating func purge(_ id: Int) {
    tickets[id] = nil
    rows[id] = nil
    orders = [:]
  }

  func agent(_ id: Int?) -> FreshworksDouble.Agent? { id.flatMap { id in agents.first { $0.id == id } } }

  /// The tickets of a view in an order, each kept until something changes.
  mutating func order(of view: FreshworksDouble.Ticket.View, byUpdate: Bool) -> [Int] {
    if let known = orders[view] { return byUpdate ? known.byUpdate : known.byCreation }
    let shown = tickets.values.filter { $0.view == view }
    let order = (
      shown.sorted { ($0.updatedAt, $0.id) < ($1.updatedAt, $1.id) }.map(\.id),
      shown.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }.map(\.id)
    )
    orders[view] = order
    return byUpdate ? order.0 : order.1
  }

  /// A row of a list. Whether a target was missed follows from the time of day, and changes no row.
  mutating func row(_ id: Int, at now: Instant, including: Set<String>) -> [UInt8] {
    guard let ticket = tickets[id] else { return Array("null".utf8) }
    let kept = rows[id] ?? rendered(ticket)
    rows[id] = kept
    var json = JSONWriter()
    json.object { json in
      json.member("is_escalated", !ticket.isDone && now > ticket.dueBy)
      json.member("fr_escalated", ticket.messages.isEmpty && now > ticket.firstReplyDueBy)
      if including.contains("stats") { json.member("stats") { ticket.writeStats(to: &$0, product) } }
      if including.contains("requester") { json.member("requester") { ticket.writeRequester(to: &$0) } }
    }
    return json.bytes.dropLast() + [UInt8(ascii: ",")] + kept.dropFirst()
  }

  private func rendered(_ ticket: FreshworksDouble.Ticket) -> [UInt8] {
    var json = JSONWriter()
    json.object { ticket.write(to: &$0, product, isList: true) }
    return json.bytes
  }
}
