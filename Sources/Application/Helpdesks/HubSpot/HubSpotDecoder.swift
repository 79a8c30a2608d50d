import CivilTime
import JSONReader
import Support

/// Makes records of what HubSpot told: a pure function of its arguments.
struct HubSpotDecoder: Sendable {
  let places: HubSpotPlaces
  let observedAt: Instant

  /// All that belongs to one ticket.
  struct TicketCase: Sendable {
    var ticket: HubSpotTicket
    var contacts: [HubSpotContact]
    /// The ticket's conversations; nothing where they may not be read.
    var talks: [HubSpotTalk]?
    /// There are more of them, and they may not be read.
    var hasClosedTalks = false
    /// What contacts are called may not be read.
    var isUnnamed = false
  }

  /// - Throws: `BadRecord` for a ticket without any time of its own.
  func record(of told: TicketCase) throws(BadRecord) -> Record {
    let ticket = told.ticket
    guard let createdAt = ticket.createdAt else {
      throw BadRecord("ticket \(ticket.id) has no createdate that is a time")
    }
    let history = HubSpotTicketEvents(ticket, created: createdAt, places: places, observedAt: observedAt)
    let talks = talkEvents(of: told)
    let conversation = conversation(told, createdAt, talks)
    let messages = talks.flatMap(\.messages)
    let inferred = inferredMessages(of: ticket, createdAt, beside: messages, by: conversation, history)
    return Record(
      conversation: conversation, events: history.events + messages + inferred,
      complete: history.complete + [ticket.isUnlinked ? "inferred:reply" : "inferred:"]
        + talks.map { HubSpotTalkEvents.prefix($0.talk.thread.id) },
      unseen: unseen(of: told), payload: HubSpotPayload.bytes(of: told, isSpam: isSpam(ticket)))
  }

  private func unseen(of told: TicketCase) -> Unseen {
    var unseen = Unseen()
    unseen.messages = told.talks == nil || told.hasClosedTalks
    // Of a ticket without contacts the customer is whoever wrote.
    if told.ticket.isUnlinked || unseen.messages && told.ticket.contacts.isEmpty {
      unseen.customer = HubSpotDecoder.nobody(of: told.ticket)
    }
    unseen.company = told.ticket.isUnlinked
    unseen.customerNames = told.isUnnamed
    unseen.colleagues = places.isWithoutOwners
    unseen.fields = places.isWithoutFields
    if unseen.messages { unseen.standIns["inferred:"] = "message:" }
    // Whether a customer asked or somebody made a note for themselves shows by the contacts alone.
    if told.ticket.isUnlinked {
      unseen.standIns["inferred:note"] = "inferred:request"
      unseen.standIns["inferred:request"] = "inferred:note"
    }
    return unseen
  }

  private func talkEvents(of told: TicketCase) -> [HubSpotTalkEvents] {
    let contacts = Dictionary(told.contacts.map { ($0.id, $0) }) { first, _ in first }
    return (told.talks ?? []).sorted { ($0.thread.createdAt, $0.thread.id) < ($1.thread.createdAt, $1.thread.id) }.map {
      HubSpotTalkEvents(talk: $0, places: places, contacts: contacts, observedAt: observedAt)
    }
  }

  private func isSpam(_ ticket: HubSpotTicket) -> Bool {
    ticket["hs_pipeline"].map { places.spam.contains($0) } ?? false
  }
}

// MARK: - How a ticket stands

extension HubSpotDecoder {
  private func conversation(_ told: TicketCase, _ createdAt: HubSpotTime, _ talks: [HubSpotTalkEvents]) -> Conversation
  {
    let ticket = told.ticket
    let customer = customer(of: told, talks)
    let pipeline = ticket["hs_pipeline"]
    let owner = ticket["hubspot_owner_id"]
    let queue = owner.flatMap { places.owners[$0]?.isQueue == true ? $0 : nil }
    return Conversation(
      key: places.key(ofTicket: ticket.id),
      channel: channel(of: ticket, talks), subject: ticket["subject"]?.stripped, customerID: customer.id,
      customerName: customer.name, customerEmail: customer.email, companyID: ticket.companies.first?.id,
      inbox: ticket["hs_inbox_id"] ?? talks.first?.talk.thread.inbox, team: ticket["hubspot_team_id"] ?? queue,
      assigneeID: places.owners.person(owner),
      priority: ticket["hs_ticket_priority"].map { places.word(for: $0, of: "hs_ticket_priority") },
      category: ticket["hs_ticket_category"].map { places.word(for: $0, of: "hs_ticket_category") },
      pipeline: pipeline, tags: tags(of: ticket), fields: fields(of: ticket), initiator: initiator(of: ticket, talks),
      createdAt: createdAt.instant, hasStates: true)
  }

  private func channel(of ticket: HubSpotTicket, _ talks: [HubSpotTalkEvents]) -> Channel {
    Channel(hubSpotChannel: ticket["hs_originating_generic_channel_id"]) ?? Channel(
      hubSpotSource: ticket["source_type"])
      ?? talks.lazy.compactMap { Channel(hubSpotChannel: $0.talk.thread.channel) }.first ?? .other
  }

  /// The ticket's contact, else whoever wrote in; each unknown one is somebody of their own.
  private func customer(of told: TicketCase, _ talks: [HubSpotTalkEvents]) -> HubSpotContact {
    let wanted = told.ticket.contacts.first?.id ?? talks.lazy.compactMap(\.talk.thread.contactID).first
    if let wanted {
      return told.contacts.first { $0.id == wanted } ?? HubSpotContact(id: wanted, name: nil, email: nil)
    }
    if let writer = talks.lazy.compactMap(\.firstWriter).first {
      let known = told.contacts.first { $0.id == writer.id }
      let email = writer.id.contains("@") ? writer.id : nil
      return known ?? HubSpotContact(id: writer.id, name: writer.name.isEmpty ? nil : writer.name, email: email)
    }
    return HubSpotContact(id: HubSpotDecoder.nobody(of: told.ticket), name: nil, email: nil)
  }

  /// The customer of a ticket that shows none.
  private static func nobody(of ticket: HubSpotTicket) -> String { "ticket-\(ticket.id)" }

  /// HubSpot gives tags by number only, and no list of their names.
  private func tags(of ticket: HubSpotTicket) -> [String] {
    (ticket["hs_tag_ids"] ?? "").split(separator: ";").map { String($0).stripped }.filter { !$0.isEmpty }.sorted()
  }

  /// What a person filed by hand, on nobody's request, is not the customer's.
  private func initiator(of ticket: HubSpotTicket, _ talks: [HubSpotTalkEvents]) -> Initiator? {
    guard talks.isEmpty, Channel(hubSpotSource: ticket["source_type"]) != nil else { return nil }
    return .customer
  }

  /// Under the names that people see. Surveys ask for effort or recommendation here, which are no ratings of an answer,
  /// so what they say stays a field.
  private func fields(of ticket: HubSpotTicket) -> [String: String] {
    let own = [
      "source_type", "hs_resolution", "hs_feedback_last_ces_rating", "hs_feedback_last_ces_follow_up", "nps_score",
      "nps_follow_up_answer", "hs_feedback_last_survey_date", "hs_time_to_first_response_sla_status",
      "hs_time_to_close_sla_status",
    ]
    var fields: [String: String] = [:]
    for property in own + places.fields.custom {
      guard let value = ticket[property] else { continue }
      fields[places.fields.label(of: property)] = places.fields.words(for: value, of: property)
    }
    if let stage = ticket["hs_pipeline_stage"] {
      fields["Stage"] = places.pipelines.stage(stage, of: ticket["hs_pipeline"] ?? "")?.label ?? stage
    }
    return fields
  }
}

// MARK: - What was said, without a conversation

extension HubSpotDecoder {
  /// A ticket's own properties tell of two messages: what it was filed for, and when it was first answered. They stand
  /// in, marked, for what no conversation shows: there may be none to read, or the answer was a mail beside it.
  private func inferredMessages(
    of ticket: HubSpotTicket, _ createdAt: HubSpotTime, beside messages: [Event], by conversation: Conversation,
    _ history: HubSpotTicketEvents
  ) -> [Event] {
    let isAnswered = messages.contains { $0.actor.kind == .agent && $0.happening == .message(.publicReply) }
    if isAnswered { return [] }
    var events: [Event] = []
    func add(_ id: String, _ at: HubSpotTime, _ actor: Actor, _ kind: MessageKind, _ text: String?) {
      events.append(
        Event(
          id: "inferred:\(id)", occurredAt: at.instant, observedAt: observedAt, sequence: at.millisecond * 10 + 5,
          actor: actor, happening: .message(kind), text: text, isInferred: true))
    }
    if !messages.contains(where: { $0.actor.kind == .customer }) {
      let content = ticket["content"].map { HTMLText.plain($0) }
      if let user = filer(of: ticket) {
        if let content { add("note", createdAt, places.owners.actor(user: user), .privateNote, content) }
      } else {
        let name = conversation.customerName ?? conversation.customerEmail ?? ""
        let customer = Actor(kind: .customer, id: conversation.customerID, name: name)
        add("request", createdAt, customer, .publicReply, content)
      }
    }
    // By mail, and by any way: the earlier of the two, since either may be missing.
    let replies = ["first_agent_reply_date", "hs_first_agent_message_sent_at"].compactMap { ticket.time($0) }
    if let reply = replies.min() {
      add("reply", reply, history.holder(at: reply) ?? .unnamedAgent, .publicReply, nil)
    }
    return events
  }

  /// The user who filed a ticket on nobody's behalf: no source, and no contact.
  private func filer(of ticket: HubSpotTicket) -> String? {
    guard Channel(hubSpotSource: ticket["source_type"]) == nil, ticket.contacts.isEmpty else { return nil }
    return ticket["hs_created_by_user_id"]
  }
}

// MARK: - Conversations without a ticket

extension HubSpotDecoder {
  func record(of talk: HubSpotTalk, _ contacts: [HubSpotContact], isUnnamed: Bool = false) -> Record {
    let known = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
    let told = HubSpotTalkEvents(talk: talk, places: places, contacts: known, observedAt: observedAt)
    let thread = talk.thread
    let writer = told.firstWriter
    let contact = (thread.contactID ?? writer?.id).flatMap { known[$0] }
    let conversation = Conversation(
      key: places.key(ofThread: thread.id), channel: Channel(hubSpotChannel: thread.channel) ?? .other,
      subject: talk.messages.lazy.compactMap(\.subject).first,
      customerID: thread.contactID ?? writer?.id ?? HubSpotPlaces.threadPrefix + thread.id,
      customerName: contact?.name ?? writer.flatMap { $0.name.isEmpty ? nil : $0.name },
      customerEmail: contact?.email ?? writer.flatMap { $0.id.contains("@") ? $0.id : nil }, inbox: thread.inbox,
      assigneeID: told.person(thread.assignee), createdAt: thread.createdAt.instant, hasStates: true)
    var unseen = Unseen()
    unseen.customerNames = isUnnamed
    unseen.colleagues = places.isWithoutOwners
    return Record(
      conversation: conversation, events: told.changes + told.messages, complete: told.complete, unseen: unseen,
      payload: HubSpotPayload.bytes(of: talk, contacts))
  }
}
