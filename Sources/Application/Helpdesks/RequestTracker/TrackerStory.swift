import CivilTime
import Support

/// What became of one ticket, from its history: a pure function of what was fetched.
struct TrackerStory {
  let desk: RequestTracker
  let ticket: TrackerTicket
  /// What happened to this ticket.
  let own: [TrackerTransaction]
  /// What happened to tickets that were merged into it, before that and after.
  let foreign: [TrackerTransaction]
  let messages: [Int: TrackerMessage]
  let crowd: TrackerCrowd
  let now: Instant
  private let payload: [UInt8]

  init(
    _ ticket: TrackerTicket, _ transactions: [TrackerTransaction], _ material: TrackerMaterial,
    of desk: RequestTracker, at now: Instant
  ) {
    self.desk = desk
    self.ticket = ticket
    self.now = now
    own = transactions.filter { $0.ticketID == nil || $0.ticketID == ticket.id }
    foreign = transactions.filter { $0.ticketID != nil && $0.ticketID != ticket.id }
    messages = material.parts.mapValues { TrackerMessage($0) }
    crowd = material.crowd
    payload = material.payload
  }

  var delivery: Delivery {
    let events = beginning + own.flatMap { happenings(of: $0) } + foreign.flatMap { work(in: $0) } + correction
    let record = Record(
      conversation: conversation, events: events.sorted(by: Event.precedes),
      complete: ["transaction:", "time:", "created"], payload: payload)
    return Delivery(
      records: [record], notices: foreign.compactMap { merging($0) }, directory: directory, warnings: warnings)
  }

  func key(_ id: String) -> ConversationKey { ConversationKey(source: desk.source, vendorID: id) }

  func actor(_ name: String?) -> Actor {
    guard let name else { return Actor(kind: .unknown, id: "", name: "") }
    return crowd.named(name).actor
  }

  func event(
    _ id: String, of transaction: TrackerTransaction, by actor: Actor? = nil, _ happening: Happening,
    saying text: String? = nil
  ) -> Event {
    Event(
      id: id, occurredAt: transaction.at, observedAt: now, sequence: transaction.id,
      actor: actor ?? self.actor(transaction.creator), happening: happening, text: text)
  }
}

extension TrackerStory {
  private var conversation: Conversation {
    let customer = customer.map { crowd.named($0) }
    return Conversation(
      key: key(ticket.id), channel: channel, subject: ticket.subject,
      // Nobody's tickets are not those of one and the same nobody.
      customerID: customer?.name ?? "ticket \(ticket.id)", customerName: customer?.displayName,
      customerEmail: customer?.email, companyID: customer?.organization, inbox: ticket.queue,
      assigneeID: ticket.owner.flatMap { personID($0) }, priority: ticket.priority.map(TrackerStory.priority),
      type: value(of: .type), category: value(of: .category), tags: tags, fields: fields,
      link: TrackerStory.link(to: ticket.id, at: desk.baseURL), initiator: initiator, createdAt: start.at,
      hasStates: true)
  }

  /// The first requestor. Who opened it, where nobody is named and a customer did.
  var customer: String? { ticket.requestors.first ?? openedByCustomer }

  private var openedByCustomer: String? {
    (creation?.creator ?? ticket.creator).flatMap { crowd.named($0).kind == .customer ? $0 : nil }
  }

  private var initiator: Initiator {
    if customer != nil { return .customer }
    switch actor(creation?.creator ?? ticket.creator).kind {
    case .agent: return .agent
    case .automation, .bot: return .bot
    default: return .unknown
    }
  }

  /// Answers go out by mail, wherever a ticket was opened; only what a customer wrote on the web says otherwise.
  private var channel: Channel {
    let interface = creation.flatMap { messages[$0.id]?.interface }
    let isWeb = interface == "Web" || interface == "Mobile"
    return isWeb && actor(creation?.creator).kind == .customer ? .portal : .email
  }

  private var tags: [String] {
    ticket.customFields.filter { isTags($0) }.flatMap(\.values).flatMap(TrackerStory.tags)
  }

  private var fields: [String: String] {
    let others = ticket.customFields.filter { !isTags($0) && !$0.values.isEmpty }
    return Dictionary(others.map { ($0.name, $0.values.joined(separator: ", ")) }) { first, _ in first }
  }

  func isTags(_ field: TrackerTicket.CustomField) -> Bool { desk.tagFields.contains(field.name.lowercased()) }

  /// A field that takes one value often holds several tags, with commas between them.
  static func tags(in value: String) -> [String] {
    value.split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }

  private static func link(to id: String, at baseURL: String) -> String {
    var site = Substring(baseURL)
    if site.hasSuffix("/") { site.removeLast() }
    if site.hasSuffix("/REST/2.0") { site.removeLast("/REST/2.0".count) }
    return "\(site)/Ticket/Display.html?id=\(id)"
  }

  /// Request Tracker counts priorities, and shows the highest of its words that the number reaches.
  static func priority(_ text: String) -> String {
    guard let number = Int(text) else { return text.lowercased() }
    return number < 50 ? "low" : number < 100 ? "medium" : "high"
  }

  /// Nobody has no id.
  func personID(_ name: String) -> String? { name == TrackerPerson.nobodyName ? nil : name }

  private var directory: [DirectoryEntry] {
    let staff = crowd.people.values.filter { $0.kind == .agent }.map(\.entry)
    let company = customer.flatMap { crowd.named($0).organization }.map { DirectoryEntry(.company, id: $0, name: $0) }
    return staff.sorted { $0.id < $1.id } + (company.map { [$0] } ?? [])
  }

  private var warnings: [String] {
    let statuses = own.filter { $0.isStatus }.flatMap { [$0.old, $0.new] } + [ticket.status]
    let strange = Set(statuses.compactMap { $0 }).filter { state($0) == nil && $0 != TrackerStatuses.deleted }
    var warnings = strange.sorted().map {
      "the status \(quoted($0)) is taken as open; say what it means with statuses: in the settings"
    }
    let writers = (own + foreign).filter { $0.saying != nil }.compactMap(\.creator)
    if writers.contains(where: { crowd.named($0).kind == .unknown }) {
      warnings.append(
        "of some users it cannot be told whether they are staff, so their messages count as nobody's;"
          + " they were removed, or the account may not see users")
    }
    return warnings
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
