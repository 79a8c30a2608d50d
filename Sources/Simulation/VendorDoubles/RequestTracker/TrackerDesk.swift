internal import CivilTime

/// What Request Tracker keeps: users, queues, tickets, and what happened to them.
struct TrackerDesk: Sendable {
  struct User: Sendable {
    let id: Int
    let name: String
    var realName: String
    var email: String?
    var isPrivileged: Bool
    var isDisabled = false
    var organization = ""
  }

  struct Queue: Sendable {
    let id: Int
    let name: String
  }

  struct Field: Sendable {
    let id: Int
    let name: String
  }

  struct Ticket: Sendable {
    let id: Int
    var effectiveID: Int
    let type: String
    var subject: String
    var status: String
    var queue: Int
    var owner: Int
    var requestors: [Int]
    let creator: Int
    let created: Instant
    var started: Instant?
    var resolved: Instant?
    var lastUpdated: Instant
    var lastUpdatedBy: Int
    var timeWorked = 0
    var priority = 0
    /// By the number of the field.
    var values: [Int: [String]] = [:]
  }

  struct Transaction: Sendable {
    let id: Int
    let ticket: Int
    let type: String
    var field = ""
    var old = ""
    var new = ""
    let creator: Int
    let created: Instant
    var minutes = 0
    var data = ""

    var isCopy: Bool { type == "EmailRecord" || type == "CommentEmailRecord" }
  }

  struct Attachment: Sendable {
    let id: Int
    let transaction: Int
    let contentType: String
    let content: String
    var headers: [String]
    var subject = ""
    var messageID = ""
  }

  static let system = 1
  static let nobody = 6

  var users: [Int: User] = [:]
  var userIDs: [String: Int] = [:]
  var queues: [Queue] = [Queue(id: 1, name: "General")]
  var fields: [Field] = [Field(id: 1, name: "Tags"), Field(id: 2, name: "Product"), Field(id: 3, name: "Category")]
  /// By number, which is the order in which they were opened.
  var tickets: [Int: Ticket] = [:]
  var history: [Int: [Transaction]] = [:]
  /// By the number of the transaction.
  var attachments: [Int: [Attachment]] = [:]
  private var lastTicket = 0
  private var lastTransaction = 40
  private var lastAttachment = 0

  init() {
    add(User(id: TrackerDesk.system, name: "RT_System", realName: "The RT System itself", isPrivileged: false))
    add(User(id: TrackerDesk.nobody, name: "Nobody", realName: "Nobody in particular", email: "", isPrivileged: false))
  }

  private mutating func add(_ user: User) {
    users[user.id] = user
    userIDs[user.name] = user.id
  }

  mutating func user(_ name: String, called realName: String? = nil, isPrivileged: Bool = false) -> Int {
    if let id = userIDs[name] { return id }
    // Groups take numbers too.
    let id = 20 + users.count * 2
    add(
      User(
        id: id, name: name, realName: realName ?? "", email: name.contains("@") ? name : "\(name)@desk.example",
        isPrivileged: isPrivileged))
    return id
  }

  mutating func queue(_ name: String) -> Int {
    if let queue = queues.first(where: { $0.name == name }) { return queue.id }
    queues.append(Queue(id: queues.count + 2, name: name))
    return queues.count + 1
  }

  /// The field by that name, new where there is none yet.
  mutating func field(_ name: String) -> Int {
    if let field = fields.first(where: { $0.name == name }) { return field.id }
    fields.append(Field(id: fields.count + 1, name: name))
    return fields.count
  }

  mutating func open(
    _ subject: String, by creator: Int, for requestors: [Int], queue: Int, type: String = "ticket", at: Instant
  ) -> Int {
    lastTicket += 1
    tickets[lastTicket] = Ticket(
      id: lastTicket, effectiveID: lastTicket, type: type, subject: subject, status: "new", queue: queue,
      owner: TrackerDesk.nobody, requestors: requestors, creator: creator, created: at, lastUpdated: at,
      lastUpdatedBy: creator)
    return lastTicket
  }

  /// Writes down what happened, and that the ticket changed.
  @discardableResult
  mutating func record(
    _ type: String, of ticket: Int, _ field: String = "", from old: String = "", to new: String = "", by creator: Int,
    at: Instant, minutes: Int = 0, data: String = ""
  ) -> Int {
    lastTransaction += 1
    history[ticket, default: []].append(
      Transaction(
        id: lastTransaction, ticket: ticket, type: type, field: field, old: old, new: new, creator: creator,
        created: at,
        minutes: minutes, data: data))
    change(ticket) {
      $0.timeWorked += minutes
      $0.lastUpdated = max($0.lastUpdated, at)
      $0.lastUpdatedBy = creator
    }
    return lastTransaction
  }

  mutating func change(_ ticket: Int, _ body: (inout Ticket) -> Void) {
    guard var changed = tickets[ticket] else { return }
    body(&changed)
    tickets[ticket] = changed
  }

  mutating func attach(
    _ content: String, _ contentType: String, to transaction: Int, headers: [String] = [], subject: String = ""
  ) {
    lastAttachment += 1
    attachments[transaction, default: []].append(
      Attachment(
        id: lastAttachment, transaction: transaction, contentType: contentType, content: content,
        headers: headers + ["Content-Type: \(contentType)", "Content-Length: \(content.utf8.count)"], subject: subject))
  }

  func ticket(_ id: Int) -> Ticket? { tickets[id].flatMap { tickets[$0.effectiveID] } }

  /// What happened to a ticket, and to those that were merged into it: by time, then by number.
  func histories(of ticket: Ticket) -> [Transaction] {
    let merged = tickets.values.filter { $0.effectiveID == ticket.id && $0.id != ticket.id }.map(\.id)
    guard !merged.isEmpty else { return history[ticket.id] ?? [] }
    return ([ticket.id] + merged).flatMap { history[$0] ?? [] }
      .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
  }
}
