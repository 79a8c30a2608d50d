internal import CivilTime
package import DemoCompany
internal import Synchronization

/// The tickets of a story, as Freshworks would show them: mail, phone and portal. Answers of a machine leave no trace in
/// a conversation there. Who writes first in Freshservice opens an empty ticket for the other, and answers in it.
extension FreshworksDouble {
  package convenience init(
    telling story: Story, _ account: Account = Account(), clock: DoubleClock = DoubleClock()
  ) {
    self.init(account, clock: clock)
    let tales = story.tales.filter { [.email, .phone, .portal].contains($0.channel) }
    let now = clock.now
    books.withLock { books in
      books.found(story.cast, at: story.period.lowerBound)
      let beats = tales.flatMap { tale in tale.beats.map { (at: $0.at, beat: $0, tale: tale) } }
      // The last first; beats of one tale never fall together.
      books.future = beats.sorted { ($0.at, $0.tale.number) > ($1.at, $1.tale.number) }
      books.catchUp(with: now)
    }
  }

  /// The vendor's ids for the story's.
  package static func agent(_ staff: Int) -> Int { 21_000_100_000 + staff }
  package static func group(_ team: Int) -> Int { 21_000_200_000 + team }
  package static func company(_ id: Int) -> Int { 21_000_300_000 + id }
  package static func requester(_ customer: Int) -> Int { 21_000_400_000 + customer }
}

extension FreshworksDouble.Books {
  typealias Double = FreshworksDouble

  mutating func found(_ cast: Cast, at instant: Instant) {
    for person in cast.people {
      agents.append(
        Double.Agent(
          id: Double.agent(person.id), firstName: person.firstName,
          lastName: person.lastName.isEmpty ? nil : person.lastName, email: person.email,
          groups: [Double.group(person.teamID)]))
    }
    for team in cast.teams {
      let members = cast.people.filter { $0.teamID == team.id }.map { Double.agent($0.id) }
      groups.append(Double.Group(id: Double.group(team.id), name: team.name, members: members))
    }
    for company in cast.companies {
      companies.append(
        Double.Company(
          id: Double.company(company.id), name: company.name, domains: company.domains,
          headID: Double.requester(company.headID), primeID: Double.requester(company.primeID), updatedAt: instant))
    }
    for customer in cast.customers {
      guard let person = Double.Person(customer) else { continue }
      requesters[person.id] = (person, customer.companyID.map(Double.company))
    }
  }

  /// Lets happen what the clock has passed.
  mutating func catchUp(with now: Instant) {
    while let next = future.last, next.at < now {
      future.removeLast()
      tell(next.beat, of: next.tale)
    }
  }

  private mutating func tell(_ beat: Beat, of tale: Tale) {
    if tickets[tale.number] == nil { return open(tale, with: beat) }
    let (id, at, doer) = (tale.number, beat.at, beat.doer.fresh)
    switch beat.deed {
    case .message(let text): tell(text, id, beat, isIncoming: beat.isCustomerMessage)
    case .note(let text): note(text, id, beat)
    case .assigned(let person): assign(id, to: person.map(Double.agent), by: doer, at: at)
    case .moved(let team): move(id, toGroup: Double.group(team), by: doer, at: at)
    case .tagged(let tag): change(id, at: at) { if !$0.tags.contains(tag) { $0.tags.append(tag) } }
    case .untagged(let tag): change(id, at: at) { $0.tags.removeAll { $0 == tag } }
    case .pending: set(id, status: 3, by: doer, at: at)
    case .resumed, .reopened: set(id, status: 2, by: doer, at: at)
    case .solved: set(id, status: 4, by: doer, at: at)
    case .closed: set(id, status: 5, by: doer, at: at)
    case .merged(let number):
      if case .staff(let staff) = beat.doer { merge(id, into: number, by: Double.agent(staff), at: at) }
    case .markedSpam: change(id, at: at) { $0.isSpam = true }
    case .deleted: change(id, at: at) { $0.isDeleted = true }
    case .rated(let grade, let comment): rate(id, code(grade), of: 4, comment, changes: false, at: at)
    case .worked(let minutes, let isBillable): work(minutes, isBillable, id, beat)
    case .autoReply, .absorbed, .queued, .joined, .left: break
    }
  }

  /// The first words become the ticket's description.
  private mutating func open(_ tale: Tale, with beat: Beat) {
    guard let requester = Cast.halden.customer(tale.customerID), let person = Double.Person(requester) else { return }
    let isOutbound = beat.replier != nil
    let isEmpty = isOutbound && product == .freshservice
    var ticket = Double.Ticket(
      id: tale.number, subject: tale.subject, text: isEmpty ? "" : beat.text ?? "", requester: person, at: beat.at)
    let source = tale.channel == .email ? 1 : tale.channel == .portal ? 2 : 3
    ticket.source = isOutbound && product == .freshdesk ? 10 : source
    ticket.priority = tale.priority.rawValue
    ticket.type = tale.type
    ticket.category = tale.category
    ticket.departmentID = requester.companyID.map(Double.company)
    put(ticket)
    if isEmpty { tell(beat, of: tale) }
  }

  private mutating func tell(_ text: String, _ id: Int, _ beat: Beat, isIncoming: Bool) {
    say(id, at: beat.at) { message, ticket in
      message.text = text
      message.isIncoming = isIncoming
      message.userID = beat.doer.person ?? ticket.requester.id
      if isIncoming { message.from = ticket.requester.email }
    }
  }

  private mutating func note(_ text: String, _ id: Int, _ beat: Beat) {
    say(id, at: beat.at) { message, _ in
      (message.text, message.isPrivate, message.source, message.userID) = (text, true, 2, beat.doer.person)
    }
  }

  private mutating func work(_ minutes: Int, _ isBillable: Bool, _ id: Int, _ beat: Beat) {
    guard let agent = beat.doer.person else { return }
    work(id, by: agent, minutes: minutes, isBillable: isBillable, at: beat.at)
  }

  /// Freshservice's surveys have four faces, Freshdesk's three here.
  private func code(_ grade: Beat.Grade) -> Int {
    switch (grade, product) {
    case (.good, .freshservice): 4
    case (.okay, .freshservice): 2
    case (.bad, .freshservice): 1
    case (.good, .freshdesk): 103
    case (.okay, .freshdesk): 100
    case (.bad, .freshdesk): -103
    }
  }
}

extension FreshworksDouble.Person {
  /// Nothing for people in forums, who have no address.
  init?(_ customer: Customer) {
    guard let email = customer.email else { return nil }
    self.init(id: FreshworksDouble.requester(customer.id), name: customer.name, email: email)
  }
}

extension Beat.Doer {
  fileprivate var fresh: FreshworksDouble.Doer {
    switch self {
    case .staff(let id): .agent(FreshworksDouble.agent(id))
    case .customer: .requester
    case .bot, .automation: .workflow
    }
  }

  fileprivate var person: Int? {
    switch self {
    case .staff(let id): FreshworksDouble.agent(id)
    case .customer(let id): FreshworksDouble.requester(id)
    case .bot, .automation: nil
    }
  }
}
