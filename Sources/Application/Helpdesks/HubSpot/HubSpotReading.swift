import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization

/// Completes what the lists name: histories, associations, conversations, people; and makes records of it.
final class HubSpotReading: Sendable {
  let calls: VendorCalls
  let decoder: HubSpotDecoder
  let properties: HubSpotProperties
  /// Nothing where conversations may not be read.
  private let index: HubSpotThreadIndex?
  private let people: HubSpotPeople
  /// Tickets that this run has read with their conversations.
  private let read = Mutex<Set<String>>([])
  private let associationsRefused = Mutex(false)

  init(_ calls: VendorCalls, _ decoder: HubSpotDecoder, readsConversations: Bool) {
    self.calls = calls
    self.decoder = decoder
    properties = HubSpotProperties(custom: decoder.places.fields.custom)
    index = readsConversations ? HubSpotThreadIndex(calls) : nil
    people = HubSpotPeople(calls)
  }

  func hasRead(_ ticket: String) -> Bool { read.withLock { $0.contains(ticket) } }

  /// Tickets of a list that told everything but their conversations.
  ///
  /// - Parameters:
  ///   - isLinked: the list told whose they are.
  ///   - many: they are a small part of what is read in this run.
  func records(of listed: [JSONField], isLinked: Bool, many: Bool) async throws -> Delivery {
    var delivery = Delivery()
    var tickets = HubSpotReading.tickets(in: listed, &delivery)
    for index in tickets.indices { tickets[index].isUnlinked = !isLinked }
    let open = tickets.filter(\.hasMoreLinks).map(\.id)
    if !open.isEmpty {
      let links = try await links(of: open)
      links.tell(&delivery)
      tickets = tickets.map { $0.hasMoreLinks ? links.giving(to: $0) : $0 }
    }
    try await deliver(tickets, many: many, into: &delivery)
    return delivery
  }

  /// Tickets by id. Those that HubSpot does not give any more are left out.
  func records(ofTickets ids: [String], many: Bool) async throws -> Delivery {
    var delivery = Delivery()
    async let told = tickets(ids)
    async let links = links(of: ids)
    let tickets = HubSpotReading.tickets(in: try await told, &delivery)
    let linked = try await links
    linked.tell(&delivery)
    try await deliver(tickets.map { linked.giving(to: $0) }, many: many, into: &delivery)
    return delivery
  }

  /// At most 50 at a time may be asked for with their histories.
  func tickets(_ ids: [String]) async throws -> [JSONField] {
    let answers = try await calls.each(ids.pieces(of: 50)) { [calls, properties] ids in
      try await calls.send(HubSpotRequest.tickets(ids, properties)).json["results"].list
    }
    return answers.flatMap { $0 }
  }

  static func tickets(in listed: [JSONField], _ delivery: inout Delivery) -> [HubSpotTicket] {
    var tickets: [HubSpotTicket] = []
    for json in listed {
      do throws(JSONMismatch) {
        tickets.append(try HubSpotTicket(json))
      } catch {
        delivery.rejected.append(RejectedRow(where: "ticket \(json["id"].idText ?? "without an id")", why: "\(error)"))
      }
    }
    return tickets
  }
}

// MARK: - Whom tickets belong to

/// The associations of tickets, by the ticket's id.
struct HubSpotLinks: Sendable {
  var contacts: [String: [HubSpotLink]] = [:]
  var companies: [String: [HubSpotLink]] = [:]
  var warnings: [String] = []
  /// Whether they may be read, where that was found out.
  var access: SupplyAccess?
  /// None may be read.
  var isRefused = false
  /// Tickets whose links cannot be understood.
  var unread: Set<String> = []

  func tell(_ delivery: inout Delivery) {
    delivery.warnings += warnings
    if let access { delivery.access[.companies] = access }
  }

  func giving(to ticket: HubSpotTicket) -> HubSpotTicket {
    var ticket = ticket
    ticket.isUnlinked = isRefused || unread.contains(ticket.id)
    if ticket.isUnlinked { return ticket }
    ticket.contacts = HubSpotLink.byNumber(contacts[ticket.id] ?? [])
    ticket.companies = HubSpotLink.primaryFirst(companies[ticket.id] ?? [])
    return ticket
  }
}

extension HubSpotReading {
  private func links(of tickets: [String]) async throws -> HubSpotLinks {
    guard readsAssociations else { return HubSpotLinks(isRefused: true) }
    do {
      async let contacts = links(of: tickets, with: "contacts")
      async let companies = links(of: tickets, with: "companies")
      let (ofContacts, ofCompanies) = (try await contacts, try await companies)
      return HubSpotLinks(
        contacts: ofContacts.links, companies: ofCompanies.links, warnings: ofContacts.warnings + ofCompanies.warnings,
        access: .granted, unread: ofContacts.unread.union(ofCompanies.unread))
    } catch let error as VendorError where error.kind == .forbidden {
      return refuseAssociations(error)
    } catch let error as VendorError where error.remedy == .skip {
      // Refused for these: the next ones may well be told.
      return HubSpotLinks(
        warnings: ["some tickets come without their customers and companies: \(error)"], unread: Set(tickets))
    }
  }

  /// Whose a ticket is nobody can tell then. Said once.
  func refuseAssociations(_ error: VendorError) -> HubSpotLinks {
    let isFirst = associationsRefused.withLock { refused in
      defer { refused = true }
      return !refused
    }
    guard isFirst else { return HubSpotLinks(isRefused: true) }
    return HubSpotLinks(
      warnings: ["tickets come without their customers and companies: \(error)"],
      access: .withheld(error.reason(forMissing: "customers and companies", permission: nil)), isRefused: true)
  }

  var readsAssociations: Bool { !associationsRefused.withLock { $0 } }

  /// Links that cannot be read cost their own ticket its customers.
  private func links(of tickets: [String], with kind: String) async throws -> (
    links: [String: [HubSpotLink]], warnings: [String], unread: Set<String>
  ) {
    let answers = try await calls.each(tickets.pieces(of: 100)) { [calls] ids in
      try await calls.send(HubSpotRequest.associations(of: ids, with: kind)).json["results"].list
    }
    var links: [String: [HubSpotLink]] = [:]
    var (warnings, unread): ([String], Set<String>) = ([], [])
    for answer in answers.joined() {
      guard let id = answer["from"]["id"].idText else { continue }
      do throws(JSONMismatch) {
        links[id] = try HubSpotLink.read(answer["to"])
      } catch {
        warnings.append("the \(kind) of ticket \(id) were left out: \(error)")
        unread.insert(id)
      }
    }
    return (links, warnings, unread)
  }
}

// MARK: - Records

extension HubSpotReading {
  private func deliver(_ tickets: [HubSpotTicket], many: Bool, into delivery: inout Delivery) async throws {
    let (talks, closed) = try await talks(of: tickets.map(\.id), many: many, &delivery)
    let contactIDs = tickets.map { ticket in wanted(ticket, talks?[ticket.id] ?? []) }
    async let contacts = people.contacts(Set(contactIDs.joined()))
    async let companies = people.companies(Set(tickets.compactMap(\.companies.first?.id)))
    let (known, contactWarnings) = try await contacts
    let (entries, companyWarnings) = try await companies
    delivery.directory += entries
    delivery.warnings += contactWarnings + companyWarnings
    for (ticket, ids) in zip(tickets, contactIDs) {
      let told = HubSpotDecoder.TicketCase(
        ticket: ticket, contacts: Set(ids).sorted().compactMap { known[$0] }, talks: talks.map { $0[ticket.id] ?? [] },
        hasClosedTalks: closed.contains(ticket.id), isUnnamed: people.mayNotName)
      do throws(BadRecord) {
        delivery.records.append(try decoder.record(of: told))
        delivery.notices += decoder.notices(of: told)
      } catch {
        delivery.rejected.append(RejectedRow(where: "ticket \(ticket.id)", why: error.description))
      }
    }
    read.withLock { $0.formUnion(tickets.map(\.id)) }
  }

  /// The contacts whose names matter: the ticket's own, and whoever wrote.
  private func wanted(_ ticket: HubSpotTicket, _ talks: [HubSpotTalk]) -> [String] {
    ticket.contacts.prefix(1).map(\.id) + talks.flatMap(\.contactIDs)
  }

  /// Conversations by their tickets, and the tickets of which some cannot be read.
  private func talks(of tickets: [String], many: Bool, _ delivery: inout Delivery) async throws -> (
    [String: [HubSpotTalk]]?, closed: Set<String>
  ) {
    guard let index else { return (nil, []) }
    let threads = try await index.threads(of: tickets, many: many)
    let wanted = tickets.flatMap { threads[$0] ?? [] }
    let told = try await calls.each(wanted) { [self] thread in try await talk(of: thread) }
    delivery.warnings += told.compactMap(\.warning)
    let closed = zip(wanted, told).filter { $0.1.talk == nil }.compactMap(\.0.ticketID)
    return (Dictionary(grouping: told.compactMap(\.talk)) { $0.thread.ticketID ?? "" }, Set(closed))
  }

  /// Conversations that belong to no ticket.
  func records(ofThreads threads: [HubSpotThread]) async throws -> Delivery {
    var delivery = Delivery()
    let told = try await calls.each(threads) { [self] thread in try await talk(of: thread) }
    delivery.warnings += told.compactMap(\.warning)
    let talks = told.compactMap(\.talk)
    let (known, warnings) = try await people.contacts(Set(talks.flatMap(\.contactIDs)))
    delivery.warnings += warnings
    for talk in talks {
      let contacts = Set(talk.contactIDs).sorted().compactMap { known[$0] }
      delivery.records.append(decoder.record(of: talk, contacts, isUnnamed: people.mayNotName))
    }
    for (thread, answer) in zip(threads, told) {
      if let why = answer.problem {
        delivery.rejected.append(RejectedRow(where: "conversation \(thread.id)", why: why))
      }
    }
    return delivery
  }
}

// MARK: - Messages

/// A conversation that was read, or why not.
private struct HubSpotTalkAnswer: Sendable {
  var talk: HubSpotTalk?
  var problem: String?
  var warning: String?
}

extension HubSpotReading {
  /// A conversation that went away meanwhile, lies in an inbox that is closed to us, or is refused for a fault of its
  /// own, is left out; the other tickets that were read with it are not.
  private func talk(of thread: HubSpotThread) async throws -> HubSpotTalkAnswer {
    do {
      var messages: [HubSpotMessage] = []
      for json in try await calls.hubSpotList({ HubSpotRequest.messages(of: thread.id, after: $0) }) {
        messages.append(try await whole(HubSpotMessage(json), in: thread.id))
      }
      return HubSpotTalkAnswer(talk: HubSpotTalk(thread, messages))
    } catch let error as VendorError where error.kind == .missing {
      return HubSpotTalkAnswer()
    } catch let error as VendorError where error.remedy == .skip {
      return HubSpotTalkAnswer(problem: "\(error)", warning: "some conversations are left out: \(error)")
    } catch let error as JSONMismatch {
      let words = "conversation \(thread.id): \(error)"
      return HubSpotTalkAnswer(problem: "\(error)", warning: thread.ticketID == nil ? nil : words)
    }
  }

  /// Long mails are cut off in the list.
  private func whole(_ message: HubSpotMessage, in thread: String) async throws -> HubSpotMessage {
    guard message.isCutOff, message.kind == .message || message.kind == .comment else { return message }
    do {
      let original = try await calls.send(HubSpotRequest.original(of: message.id, in: thread)).json
      var message = message
      message.text =
        original["text"].saidText ?? original["richText"].saidText.map { HTMLText.plain($0) } ?? message.text
      return message
    } catch let error as VendorError where error.remedy == .skip {
      return message  // its beginning is better than nothing
    }
  }
}

extension HubSpotTalk {
  /// Contacts who take part.
  var contactIDs: [String] {
    let visitors = messages.map(\.sender.actor).filter { $0.hasPrefix("V-") }.map { String($0.dropFirst(2)) }
    return (thread.contactID.map { [$0] } ?? []) + visitors
  }
}
