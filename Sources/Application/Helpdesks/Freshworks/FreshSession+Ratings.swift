internal import CivilTime
internal import Fetching
internal import JSONReader
internal import Support
internal import Synchronization

// A rating does not always change its ticket, so it is looked for where none was before.
extension FreshSession {
  private static let month: Int64 = 30 * 86_400
  /// Hours after the last change of a resolved ticket at which its rating is looked for again.
  private static let hours: [Int64] = [1, 3, 8, 24, 48, 96, 168, 336, 504, 720]
  /// So many tickets are asked for in every run; beyond that, each at its hours alone.
  private static let alwaysAsked = 200

  func ratings(_ reach: Reach, _ position: Position?, _ start: Instant) async throws -> Page {
    switch reach {
    case .only, .identities: Page()
    case .changed(let since):
      api.product == .freshdesk
        ? try await listedRatings(since, nil, position, start) : try await recentRatings(since, position, start)
    // Freshservice's come with the tickets.
    case .everything(let since):
      api.product == .freshdesk ? try await listedRatings(since, nil, position, start) : Page()
    case .window(let from, let to):
      api.product == .freshdesk ? try await listedRatings(from, to, position, start) : Page()
    }
  }

  /// The rating of one ticket: 404 is how Freshservice says that there is none, which is so for nearly all.
  ///
  /// Only a ticket that is done can have one. A sync of what changed asks for 30 days after that; whoever reads
  /// everything wants those of the past, too.
  func satisfaction(_ ticket: FreshTicket, _ stats: FreshStats, _ reach: Reach) async throws -> JSONField {
    guard api.product == .freshservice, reading.statuses.state(of: ticket.status).isDone else { return JSONField(nil) }
    let doneAt = stats.doneAt ?? ticket.updatedAt
    if case .changed = reach, now - max(doneAt, ticket.updatedAt) > Self.month { return JSONField(nil) }
    return try await satisfaction(ticket.id)
  }

  /// Whoever rated a ticket may have opened it again, which leaves no trace in its times: the activities tell.
  func reopenedSatisfaction(_ ticket: FreshTicket, _ reach: Reach) async throws -> JSONField {
    guard api.product == .freshservice, !reading.statuses.state(of: ticket.status).isDone else { return JSONField(nil) }
    if case .changed = reach, now - ticket.updatedAt > Self.month { return JSONField(nil) }
    return try await satisfaction(ticket.id)
  }

  func wasDone(_ activities: [JSONField]) -> Bool {
    activities.contains { activity in
      // One without words tells of no closing.
      guard let words = (try? activity["content"].string)?.lowercased() else { return false }
      return words.contains("resolved") || words.contains("closed")
    }
  }

  private func satisfaction(_ id: String) async throws -> JSONField {
    let operation = "read the rating of ticket \(id)"
    do {
      let answer = try await api.get("/tickets/\(id)/csat_response", to: operation, accepts: [404])
      note(.ratings)
      if try answer.isMissing(operation, api.product.name) { return JSONField(nil) }
      let rating = FreshAPI.unwrapped(answer.json, "csat_response")
      return rating.isMissingOrNull ? JSONField(nil) : rating
    } catch let error as VendorError where error.kind == .forbidden {
      note(.ratings, refused: error)
      return JSONField(nil)
    }
  }

  /// Tickets that were resolved in the last 30 days and have not changed since the last run.
  private func recentRatings(_ since: Instant, _ position: Position?, _ start: Instant) async throws -> Page {
    if position == nil { state.withLock { $0.ratingsAsked = 0 } }
    let page = try await read(.tickets, since: start + -Self.month, at: position, begunAt: start)
    let done = page.tickets.map(\.ticket).filter { ticket in
      isOurs(ticket) && reading.statuses.state(of: ticket.status).isDone && ticket.updatedAt < since
    }
    let asked = done.filter { ticket in isDue(ticket, since, start) }
    return Page(items: asked.map(ratingItem), next: page.next)
  }

  private func isDue(_ ticket: FreshTicket, _ since: Instant, _ start: Instant) -> Bool {
    let isEarly = state.withLock { state in
      state.ratingsAsked += 1
      return state.ratingsAsked <= Self.alwaysAsked
    }
    return isEarly || Self.hours.contains { hour in (since...start).contains(ticket.updatedAt + hour * 3_600) }
  }

  private func ratingItem(_ ticket: FreshTicket) -> Item {
    Item("the rating of ticket \(ticket.id)") { [self] in
      let json = try await satisfaction(ticket.id)
      var delivery = Delivery()
      delivery.access = state.withLock { $0.access }
      guard json.value != nil else { return delivery }
      let rating = try FreshSatisfaction(service: json)
      delivery.notices = [
        Notice(reading.key(ticket.id), rating.event(by: customer(ticket.requesterID), observedAt: now))
      ]
      return delivery
    }
  }
}

// MARK: Freshdesk

extension FreshSession {
  /// Freshdesk lists ratings by their creation. They are only added, so the walk of tickets serves them as well.
  private func listedRatings(
    _ since: Instant, _ end: Instant?, _ position: Position?, _ start: Instant
  ) async throws -> Page {
    var walk = position.flatMap { FreshWalk(text: $0.text) } ?? FreshWalk(since: since)
    if position == nil { state.withLock { $0.seenRatings = FreshSeen() } }
    guard !walk.isStuck else { throw tooManyPages("ratings") }
    let listing: FreshAPI.Listing
    do {
      listing = try await api.list(
        "/surveys/satisfaction_ratings", "satisfaction_ratings", [("created_since", walk.since.iso8601)],
        page: walk.page, to: "list the ratings")
    } catch let error as VendorError where error.kind == .forbidden {
      note(.ratings, refused: error)
      return Page(delivery: Delivery(warnings: ["ratings left out: \(error)"], access: state.withLock { $0.access }))
    }
    note(.ratings)
    var delivery = Delivery(access: state.withLock { $0.access })
    let ratings = listing.rows.compactMap { row in rating(row, into: &delivery) }
    let rows = ratings.map {
      FreshWalk.Row(id: $0.rating.id, createdAt: $0.rating.createdAt, updatedAt: $0.rating.createdAt)
    }
    let news = state.withLock { walk.take(rows, hasMore: listing.hasMore, seen: &$0.seenRatings) }
    let ids = Set(news.map(\.id))
    for (ticket, rating) in ratings where ids.contains(rating.id) && rating.createdAt < end ?? start + Self.month {
      let event = rating.event(by: customer(rating.customerID), observedAt: now)
      delivery.notices.append(Notice(reading.key(ticket), event))
    }
    return Page(next: walk.isOver ? nil : Position(walk.text), delivery: delivery)
  }

  private func rating(_ row: JSONField, into delivery: inout Delivery) -> (ticket: String, rating: FreshSatisfaction)? {
    do {
      return (try row["ticket_id"].freshIDNeeded, try FreshSatisfaction(desk: row))
    } catch {
      let id = (try? row["id"].freshID) ?? "without an id"
      delivery.rejected.append(RejectedRow(where: "rating \(id)", why: "\(error)"))
      return nil
    }
  }
}
