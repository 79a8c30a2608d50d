import CivilTime
import Fetching
import JSONReader
import Support

/// The walk through tickets.
///
/// All of them come from the list, which goes by id and is paged by a mark that HubSpot gives: rows do not move in it, a
/// new ticket joins at its end, and one that is deleted takes no other's place. What changes behind the mark changes after
/// the walk began, so that the next search finds it. Changed tickets come from searches (`HubSpotSearchPlace`), which tell
/// neither histories nor associations: whatever they name is read by id, as it is now and not as the index has it.
struct HubSpotTicketWalk: Sendable {
  private let session: HubSpotSession
  private let reach: Reach
  private let start: Instant
  /// Up to so far back a search is cheaper than the whole list.
  private static let recent: Int64 = 60 * 86_400
  /// Pages of the list that are fetched as one.
  private static let pagesAtOnce = 4

  init(_ session: HubSpotSession, _ reach: Reach, _ start: Instant) {
    self.session = session
    self.reach = reach
    self.start = start
  }

  private var reading: HubSpotReading { session.reading }
  private var decoder: HubSpotDecoder { session.decoder }

  func page(at position: Position?) async throws -> Page {
    switch reach {
    case .only(let ids): return only(ids)
    case .identities(let since):
      return try await identities(since, HubSpotTicketPlace(position) ?? first(since, .created))
    case .everything(let since):
      return try await go(from: HubSpotTicketPlace(position) ?? first(since, .changed), since)
    case .changed(let since), .window(let since, _):
      let first = HubSpotTicketPlace.search(HubSpotSearchPlace(.changed, from: HubSpotTime(since)))
      return try await go(from: HubSpotTicketPlace(position) ?? first, since)
    }
  }

  private func first(_ since: Instant, _ property: HubSpotSearchPlace.Property) -> HubSpotTicketPlace {
    guard start - since <= HubSpotTicketWalk.recent else { return .list(after: nil) }
    return .search(HubSpotSearchPlace(property, from: HubSpotTime(since)))
  }

  private func go(from place: HubSpotTicketPlace, _ since: Instant) async throws -> Page {
    switch place {
    case .list(let after): try await listed(from: after, since)
    case .search(let place): try await found(from: place)
    case .threads: Page()
    }
  }
}

/// Where the walk through tickets stands.
enum HubSpotTicketPlace: Equatable, Sendable {
  case list(after: String?)
  case search(HubSpotSearchPlace)
  /// Of identities: the conversations after the tickets.
  case threads(after: String?)

  init?(_ position: Position?) {
    guard let text = position?.text else { return nil }
    let (name, rest) = text.cutAtSpace
    switch name {
    case "list": self = .list(after: rest)
    case "threads": self = .threads(after: rest)
    default:
      guard let place = HubSpotSearchPlace(text: text) else { return nil }
      self = .search(place)
    }
  }

  var position: Position {
    switch self {
    case .list(let after): Position(after.map { "list \($0)" } ?? "list")
    case .search(let place): Position(place.text)
    case .threads(let after): Position(after.map { "threads \($0)" } ?? "threads")
    }
  }
}

extension String {
  /// The first word, and what follows it.
  var cutAtSpace: (name: String, rest: String?) {
    guard let space = firstIndex(of: " ") else { return (self, nil) }
    return (String(self[..<space]), String(self[index(after: space)...]))
  }
}

// MARK: - The list

extension HubSpotTicketWalk {
  private func listed(from first: String?, _ since: Instant) async throws -> Page {
    var page = Page()
    var after = first
    for _ in 0..<HubSpotTicketWalk.pagesAtOnce {
      let (answer, isLinked) = try await list(after, &page.delivery)
      let rows = try answer["results"].list.filter { isWanted($0, since) }
      page.items += items(of: rows, isLinked: isLinked)
      after = answer.pagingAfter
      guard after != nil else { return page }
    }
    page.next = HubSpotTicketPlace.list(after: after).position
    return page
  }

  /// The properties of an account may be too many for an address: then the list tells ids, and the rest is read by them.
  private func list(_ after: String?, _ delivery: inout Delivery) async throws -> (JSONField, isLinked: Bool) {
    let properties = reading.properties
    guard properties.fitAddress else {
      let few = HubSpotProperties(only: ["createdate", "hs_lastmodifieddate"])
      let request = HubSpotRequest.tickets(few, after: after, limit: 100, associated: false)
      return (try await session.calls.send(request).json.root, isLinked: false)
    }
    func ask(associated: Bool) async throws -> (JSONField, isLinked: Bool) {
      let request = HubSpotRequest.tickets(properties, after: after, limit: 50, associated: associated)
      return (try await session.calls.send(request).json.root, isLinked: associated)
    }
    guard reading.readsAssociations else { return try await ask(associated: false) }
    do {
      let answer = try await ask(associated: true)
      delivery.access[.companies] = .granted
      return answer
    } catch let error as VendorError where error.kind == .forbidden {
      // Perhaps it is the customers and companies that the token may not see.
      let answer = try await ask(associated: false)
      reading.refuseAssociations(error).tell(&delivery)
      return answer
    }
  }

  private func items(of rows: [JSONField], isLinked: Bool) -> [Item] {
    guard !rows.isEmpty else { return [] }
    let ids = rows.compactMap { $0["id"].idText }
    let name = "tickets \(ids.first ?? "") to \(ids.last ?? "")"
    guard reading.properties.fitAddress else { return [item(of: ids)] }
    return [
      Item(name, holds: rows.count) { [reading] in try await reading.records(of: rows, isLinked: isLinked, many: true) }
    ]
  }

  /// Created or changed since; what tells neither is wanted.
  private func isWanted(_ row: JSONField, _ since: Instant) -> Bool {
    let times = [
      row["properties"]["hs_lastmodifieddate"], row["properties"]["createdate"], row["updatedAt"], row["createdAt"],
    ].compactMap(\.saidText).compactMap { HubSpotTime($0) }
    return times.max().map { $0.instant >= since } ?? true
  }
}

// MARK: - Searches

extension HubSpotTicketWalk {
  private func found(from place: HubSpotSearchPlace) async throws -> Page {
    let answer = try await search(place)
    let ids = answer.tickets.map(\.id)
    let next = place.next(after: answer).map(HubSpotTicketPlace.search) ?? then(after: place)
    let isAlone = next == nil && ids.count <= 20
    return Page(
      items: ids.pieces(of: 100).map { item(of: $0, many: !isAlone) }, next: next?.position,
      total: place.row == "0" && !place.isWithin ? answer.total : nil,
      delivery: Delivery(rejected: answer.rejected))
  }

  private func search(_ place: HubSpotSearchPlace) async throws -> HubSpotSearchAnswer {
    let answer = try await session.calls.send(place.request(until: until))
    return try HubSpotSearchAnswer(answer.json.root, by: place.property)
  }

  private var until: HubSpotTime? {
    if case .window(_, let to) = reach { HubSpotTime(to) } else { nil }
  }

  /// A span of time is walked twice: by change, then by creation.
  private func then(after place: HubSpotSearchPlace) -> HubSpotTicketPlace? {
    guard case .window(let from, _) = reach, place.property == .changed else { return nil }
    return .search(HubSpotSearchPlace(.created, from: HubSpotTime(from)))
  }

  func item(of ids: [String], many: Bool = true) -> Item {
    Item("tickets \(ids.first ?? "") to \(ids.last ?? "")", holds: ids.count) { [reading] in
      try await reading.records(ofTickets: ids, many: many)
    }
  }
}

// MARK: - Identities, and single ones

extension HubSpotTicketWalk {
  private func identities(_ since: Instant, _ place: HubSpotTicketPlace) async throws -> Page {
    switch place {
    case .list(let after):
      let request = HubSpotRequest.tickets(
        HubSpotProperties(only: ["createdate"]), after: after, limit: 100, associated: false)
      let answer = try await session.calls.send(request).json.root
      let rows = try answer["results"].list.filter { row in
        let created = row["properties"]["createdate"].ifPresent ?? row["createdAt"]
        return created.saidText.flatMap { HubSpotTime($0) }.map { $0.instant >= since } ?? true
      }
      let next = answer.pagingAfter.map { HubSpotTicketPlace.list(after: $0) } ?? threadsFollow
      return Page(next: next?.position, identities: rows.compactMap { $0["id"].idText })
    case .search(let place):
      let answer = try await search(place)
      let next = place.next(after: answer).map(HubSpotTicketPlace.search) ?? threadsFollow
      return Page(next: next?.position, identities: answer.tickets.map(\.id))
    case .threads(let after):
      let answer = try await session.calls.send(HubSpotRequest.threads(after: after)).json.root
      let threads = try answer["results"].list.compactMap { try? HubSpotThread($0) }
        .filter { $0.ticketID == nil && $0.createdAt.instant >= since }
      return Page(
        next: answer.pagingAfter.map { HubSpotTicketPlace.threads(after: $0).position },
        identities: threads.map { HubSpotPlaces.threadPrefix + $0.id })
    }
  }

  private var threadsFollow: HubSpotTicketPlace? {
    session.conversationsRefusal == nil ? .threads(after: nil) : nil
  }

  private func only(_ ids: [String]) -> Page {
    let threads = ids.compactMap { HubSpotPlaces.thread(in: $0) }
    let tickets = ids.filter { HubSpotPlaces.thread(in: $0) == nil }
    var page = Page(items: tickets.pieces(of: 100).map { asked(for: $0) })
    if !threads.isEmpty, session.conversationsRefusal == nil { page.items.append(asked(forThreads: threads)) }
    return page
  }

  private func asked(for ids: [String]) -> Item {
    Item("tickets \(ids.first ?? "") to \(ids.last ?? "")", holds: ids.count) {
      [reading, decoder, calls = session.calls] in
      var delivery = try await reading.records(ofTickets: ids, many: ids.count > 20)
      let found = Set(delivery.records.map(\.conversation.key.vendorID) + delivery.rejected.map(\.where))
      let missing = ids.filter { !found.contains($0) && !found.contains("ticket \($0)") }
      delivery.notices += try await calls.each(missing) { try await fate(of: $0, calls, reading, decoder) }
        .compactMap { $0 }
      return delivery
    }
  }

  /// Asked for the loser of a merge by its own id, HubSpot answers with the survivor.
  private func fate(
    of id: String, _ calls: VendorCalls, _ reading: HubSpotReading, _ decoder: HubSpotDecoder
  ) async throws -> Notice? {
    let key = decoder.places.key(ofTicket: id)
    do {
      let json = try await calls.send(HubSpotRequest.ticket(id, reading.properties)).json.root
      let ticket = try HubSpotTicket(json)
      guard ticket.id != id else { return ticket.archivedAt == nil ? nil : decoder.archived(ticket) }
      let time = ticket.time("hs_lastmodifieddate") ?? ticket.createdAt ?? HubSpotTime(decoder.observedAt)
      return decoder.merged(key, into: decoder.places.key(ofTicket: ticket.id), at: time)
    } catch let error as VendorError where error.kind == .missing {
      return decoder.gone(key)
    }
  }

  /// There is no asking for single ones, so all of them are listed.
  private func asked(forThreads ids: [String]) -> Item {
    Item("conversations \(ids.first ?? "") to \(ids.last ?? "")", holds: ids.count) {
      [reading, decoder, calls = session.calls] in
      let every = try await HubSpotThreadIndex.everyThread(calls)
      let known = Dictionary(every.map { ($0.id, $0) }) { first, _ in first }
      let threads = ids.compactMap { known[$0] }
      var delivery = try await reading.records(ofThreads: threads.filter { $0.ticketID == nil })
      delivery.notices += threads.compactMap { thread in
        thread.ticketID.map {
          decoder.merged(
            decoder.places.key(ofThread: thread.id), into: decoder.places.key(ofTicket: $0), at: thread.createdAt)
        }
      }
      delivery.notices += ids.filter { known[$0] == nil }.map { decoder.gone(decoder.places.key(ofThread: $0)) }
      return delivery
    }
  }
}
