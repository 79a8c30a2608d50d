package import CivilTime
internal import Synchronization

/// What people and rules do at the desk, each at its time. People are called by the names they sign in with; a name with
/// an @ is a customer's.
extension RequestTrackerDouble {
  /// One of the staff.
  package func hire(_ name: String, called realName: String) {
    desk.withLock { _ = $0.user(name, called: realName, isPrivileged: true) }
  }

  /// What is known of somebody who writes.
  package func introduce(_ address: String, called realName: String, of organization: String = "") {
    desk.withLock { desk in
      let id = desk.user(address, called: realName)
      desk.users[id]?.organization = organization
    }
  }

  package func add(queue name: String) { desk.withLock { _ = $0.queue(name) } }

  /// Opens a ticket; the outgoing confirmation is recorded too.
  @discardableResult
  package func open(
    _ subject: String, by creator: String, for requestors: [String]? = nil, saying text: String = "",
    queue: String = "General",
    type: String = "ticket", minutes: Int = 0, at: Instant
  ) -> Int {
    desk.withLock { desk in
      let creator = desk.user(creator)
      let requestors = requestors.map { names in names.map { desk.user($0) } } ?? [creator]
      let queue = desk.queue(queue)
      let id = desk.open(subject, by: creator, for: requestors, queue: queue, type: type, at: at)
      let transaction = desk.record("Create", of: id, by: creator, at: at, minutes: minutes)
      desk.attachMail(text, subject: subject, to: transaction)
      desk.recordCopy(of: id, at: at)
      return id
    }
  }

  package func correspond(
    _ ticket: Int, by name: String, saying text: String, minutes: Int = 0, headers: [String] = [], at: Instant
  ) {
    desk.withLock { desk in
      let user = desk.user(name)
      let transaction = desk.record("Correspond", of: ticket, by: user, at: at, minutes: minutes, data: "No Subject")
      desk.attach(text, "text/plain", to: transaction, headers: headers)
      desk.recordCopy(of: ticket, at: at)
      desk.awake(ticket, at: at)
    }
  }

  package func comment(_ ticket: Int, by name: String, html text: String, at: Instant) {
    desk.withLock { desk in
      let transaction = desk.record("Comment", of: ticket, by: desk.user(name), at: at, data: "No Subject")
      desk.attach(text, "text/html", to: transaction, headers: ["Content-Disposition: inline"])
    }
  }

  package func set(_ ticket: Int, status: String, by name: String, at: Instant) {
    desk.withLock { $0.set(status, of: ticket, by: $0.user(name), at: at) }
  }

  package func delete(_ ticket: Int, by name: String, at: Instant) { set(ticket, status: "deleted", by: name, at: at) }

  /// To somebody, or to nobody. Request Tracker says it twice.
  package func give(_ ticket: Int, to owner: String?, by name: String, at: Instant) {
    desk.withLock { desk in
      let (owner, user) = (owner.map { desk.user($0) } ?? TrackerDesk.nobody, desk.user(name))
      guard let old = desk.tickets[ticket]?.owner, old != owner else { return }
      desk.change(ticket) { $0.owner = owner }
      for type in ["Set", "SetWatcher"] {
        desk.record(type, of: ticket, "Owner", from: "\(old)", to: "\(owner)", by: user, at: at)
      }
    }
  }

  package func move(_ ticket: Int, to queue: String, by name: String, at: Instant) {
    desk.withLock { desk in
      let (queue, old) = (desk.queue(queue), desk.tickets[ticket]?.queue ?? 0)
      desk.change(ticket) { $0.queue = queue }
      desk.record("Set", of: ticket, "Queue", from: "\(old)", to: "\(queue)", by: desk.user(name), at: at)
    }
  }

  package func set(_ ticket: Int, priority: Int, by name: String, at: Instant) {
    desk.withLock { desk in
      let old = desk.tickets[ticket]?.priority ?? 0
      desk.change(ticket) { $0.priority = priority }
      desk.record("Set", of: ticket, "Priority", from: "\(old)", to: "\(priority)", by: desk.user(name), at: at)
    }
  }

  package func rename(_ ticket: Int, to subject: String, by name: String, at: Instant) {
    desk.withLock { desk in
      let old = desk.tickets[ticket]?.subject ?? ""
      desk.change(ticket) { $0.subject = subject }
      desk.record("Set", of: ticket, "Subject", from: old, to: subject, by: desk.user(name), at: at)
    }
  }

  /// The one value of a field, or none. What a ticket was opened with leaves no trace: `isFirst`.
  package func set(
    _ ticket: Int, field: String, to value: String?, by name: String, isFirst: Bool = false, at: Instant
  ) {
    desk.withLock { desk in
      let id = desk.field(field)
      let old = desk.tickets[ticket]?.values[id]?.first ?? ""
      desk.change(ticket) { $0.values[id] = value.map { [$0] } ?? [] }
      guard !isFirst else { return }
      desk.record("CustomField", of: ticket, "\(id)", from: old, to: value ?? "", by: desk.user(name), at: at)
    }
  }

  package func tag(_ ticket: Int, _ tag: String, by name: String, isFirst: Bool = false, at: Instant) {
    desk.withLock { desk in
      let id = desk.field("Tags")
      guard desk.tickets[ticket]?.values[id]?.contains(tag) != true else { return }
      desk.change(ticket) { $0.values[id, default: []].append(tag) }
      guard !isFirst else { return }
      desk.record("CustomField", of: ticket, "\(id)", to: tag, by: desk.user(name), at: at)
    }
  }

  package func untag(_ ticket: Int, _ tag: String, by name: String, at: Instant) {
    desk.withLock { desk in
      let id = desk.field("Tags")
      desk.change(ticket) { $0.values[id]?.removeAll { $0 == tag } }
      desk.record("CustomField", of: ticket, "\(id)", from: tag, by: desk.user(name), at: at)
    }
  }

  package func add(requestor address: String, to ticket: Int, by name: String, at: Instant) {
    desk.withLock { desk in
      let (requestor, user) = (desk.user(address), desk.user(name))
      desk.change(ticket) { $0.requestors.append(requestor) }
      desk.record("AddWatcher", of: ticket, "Requestor", to: "\(requestor)", by: user, at: at)
    }
  }

  package func remove(requestor address: String, from ticket: Int, by name: String, at: Instant) {
    desk.withLock { desk in
      let (requestor, user) = (desk.user(address), desk.user(name))
      desk.change(ticket) { $0.requestors.removeAll { $0 == requestor } }
      desk.record("DelWatcher", of: ticket, "Requestor", from: "\(requestor)", by: user, at: at)
    }
  }

  /// Sets the sum of time worked.
  package func work(_ ticket: Int, minutes: Int, by name: String, at: Instant) {
    desk.withLock { desk in
      let old = desk.tickets[ticket]?.timeWorked ?? 0
      desk.record(
        "Set", of: ticket, "TimeWorked", from: "\(old)", to: "\(old + minutes)", by: desk.user(name), at: at,
        minutes: minutes)
    }
  }

  /// Both tickets say so; from then on the one answers as the other.
  package func merge(_ ticket: Int, into survivor: Int, by name: String, at: Instant) {
    desk.withLock { desk in
      let user = desk.user(name)
      for id in [ticket, survivor] {
        desk.record(
          "AddLink", of: id, "MergedInto", to: "fsck.com-rt://desk.example/ticket/\(survivor)", by: user, at: at)
      }
      let (requestors, worked) = (desk.tickets[ticket]?.requestors ?? [], desk.tickets[ticket]?.timeWorked ?? 0)
      desk.change(survivor) {
        for requestor in requestors where !$0.requestors.contains(requestor) { $0.requestors.append(requestor) }
        $0.timeWorked += worked
      }
      for id in desk.tickets.keys where desk.tickets[id]?.effectiveID == ticket {
        desk.change(id) { $0.effectiveID = survivor }
      }
    }
  }

  /// For good: nothing tells that it was ever there.
  package func shred(_ ticket: Int) {
    desk.withLock { desk in
      for transaction in desk.history[ticket] ?? [] { desk.attachments[transaction.id] = nil }
      desk.history[ticket] = nil
      desk.tickets[ticket] = nil
    }
  }

  /// A part that came with the last text of a ticket.
  package func attach(_ content: String, _ contentType: String, to ticket: Int, headers: [String] = []) {
    desk.withLock { desk in
      guard let transaction = desk.history[ticket]?.last(where: { !$0.isCopy && desk.attachments[$0.id] != nil }) else {
        return
      }
      desk.attach(content, contentType, to: transaction.id, headers: headers)
    }
  }
}

extension TrackerDesk {
  mutating func set(_ status: String, of ticket: Int, by user: Int, at: Instant) {
    guard let old = tickets[ticket]?.status, old != status else { return }
    change(ticket) {
      $0.status = status
      if status == "resolved" || status == "rejected" { $0.resolved = at }
      if status == "open" { $0.started = $0.started ?? at }
    }
    record("Status", of: ticket, "Status", from: old, to: status, by: user, at: at)
  }

  /// The rule that opens what somebody answers: a new ticket when staff wrote, one that was done when anybody did.
  mutating func awake(_ ticket: Int, at: Instant) {
    guard let found = tickets[ticket], let last = history[ticket]?.last(where: { $0.type == "Correspond" }) else {
      return
    }
    let isStaff = users[last.creator]?.isPrivileged == true
    let sleeps = found.status == "stalled" || found.status == "resolved" || found.status == "rejected"
    if sleeps || found.status == "new" && isStaff { set("open", of: ticket, by: TrackerDesk.system, at: at) }
  }

  /// A mail as it comes in: twice the same, as text and as HTML.
  mutating func attachMail(_ text: String, subject: String, to transaction: Int) {
    attach("", "multipart/alternative", to: transaction, headers: ["X-RT-Interface: Email"], subject: subject)
    attach(text + "\n", "text/plain", to: transaction)
    attach("<p>\(text)</p>\n", "text/html", to: transaction)
  }

  /// Mail that went out, which only superusers see; it has texts of its own.
  mutating func recordCopy(of ticket: Int, at: Instant) {
    let transaction = record("EmailRecord", of: ticket, by: TrackerDesk.system, at: at, data: "<copy@desk.example>")
    attach("A copy", "text/plain", to: transaction, headers: ["Auto-Submitted: auto-replied"])
  }
}
