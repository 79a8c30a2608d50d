internal import CivilTime
internal import DemoCompany

/// A story as Help Scout would have recorded it: told beat by beat, so that the desk grows as time goes on.
struct HelpScoutStory: Sendable {
  private let cast: Cast
  private let tales: [Int: Tale]
  /// All beats of the story by time, the next one last.
  private var ahead: [(at: Instant, tale: Int, beat: Int)]
  private var ids: [Int: Int] = [:]
  private var spoken: Set<Int> = []
  /// The desk before anything happened.
  let desk: HelpScoutDesk

  init(_ story: Story) {
    cast = story.cast
    tales = Dictionary(story.tales.map { ($0.number, $0) }) { first, _ in first }
    ahead = story.tales.flatMap { tale in
      tale.beats.enumerated().map { (at: $1.at, tale: tale.number, beat: $0) }
    }.sorted { ($0.at, $0.tale, $0.beat) > ($1.at, $1.tale, $1.beat) }
    desk = HelpScoutStory.desk(of: story)
  }

  mutating func tell(until now: Instant, into desk: inout HelpScoutDesk) {
    while let next = ahead.last, next.at < now {
      ahead.removeLast()
      if let tale = tales[next.tale] { tell(next.beat, of: tale, into: &desk) }
    }
  }

  static func user(_ id: Int) -> Int { 341_000 + id }
  static func team(_ id: Int) -> Int { 700_000 + id }
  static func customer(_ id: Int) -> Int { 175_000_000 + id }
  /// All mail of the forums has one sender.
  static let forum = 175_900_000
}

extension HelpScoutStory {
  private static func desk(of story: Story) -> HelpScoutDesk {
    var desk = HelpScoutDesk()
    desk.users = story.cast.staff.map {
      HelpScoutDesk.User(id: user($0.id), first: $0.firstName, last: $0.lastName, email: $0.email)
    }
    desk.teams = story.cast.teams.map { team in
      HelpScoutDesk.Team(
        id: self.team(team.id), name: team.name,
        members: story.cast.staff.filter { $0.teamID == team.id }.map { user($0.id) })
    }
    desk.mailboxes = story.inboxes.map { HelpScoutDesk.Mailbox(id: $0.id, name: $0.name) }
    for customer in story.cast.customers {
      let words = customer.name.split(separator: " ", maxSplits: 1).map(String.init)
      desk.customers[self.customer(customer.id)] = HelpScoutDesk.Customer(
        id: self.customer(customer.id), first: words.first ?? "", last: words.count > 1 ? words[1] : "",
        email: customer.email ?? "", organization: story.cast.company(of: customer)?.name)
    }
    desk.customers[forum] = HelpScoutDesk.Customer(
      id: forum, first: "WordPress.org", last: "Forums", email: ForumNotification.senderAddress)
    return desk
  }

  private mutating func tell(_ index: Int, of tale: Tale, into desk: inout HelpScoutDesk) {
    let beat = tale.beats[index]
    let id = conversation(of: tale, beat, into: &desk)
    let author = author(beat.doer)
    switch beat.deed {
    case .message(let text): say(text, index, of: tale, in: id, &desk)
    case .autoReply(let text): desk.write(text, in: id, by: .system, at: beat.at, as: "message", source: "workflows")
    case .note(let text): desk.write(text, in: id, by: author, at: beat.at, as: "note")
    case .assigned(let person): assign(id, person, by: author, at: beat.at, &desk)
    case .moved(let team): desk.assign(id, to: HelpScoutStory.team(team), by: author, at: beat.at)
    case .tagged(let tag): desk.tag(id, (desk.conversations[id]?.tags ?? []).filter { $0 != tag } + [tag])
    case .untagged(let tag): desk.tag(id, (desk.conversations[id]?.tags ?? []).filter { $0 != tag })
    case .pending: set("pending", id, by: beat, &desk)
    case .resumed, .reopened: set("active", id, by: beat, &desk)
    case .solved, .closed: set("closed", id, by: beat, &desk)
    case .absorbed(let other): if let other = ids[other] { desk.merge(other, into: id, by: author, at: beat.at) }
    case .markedSpam: set("spam", id, by: beat, &desk)
    case .deleted: desk.delete(id, at: beat.at)
    case .rated(let grade, let comment): rate(id, grade, comment, of: tale, at: beat.at, &desk)
    case .merged, .worked, .queued, .joined, .left: break
    }
  }

  /// The vendor's id; the conversation begins with the tale's first beat.
  private mutating func conversation(of tale: Tale, _ beat: Beat, into desk: inout HelpScoutDesk) -> Int {
    if let id = ids[tale.number] { return id }
    let isForum = tale.channel == .forum
    let customer = isForum ? HelpScoutStory.forum : HelpScoutStory.customer(tale.customerID)
    let (type, source) = HelpScoutStory.words(of: tale.channel)
    let author: HelpScoutDesk.Author = tale.isOutbound ? author(beat.doer) : .customer(customer)
    let id = desk.open(
      id: 2_900_000_000 + tale.number, in: tale.inbox.id, by: author, customer: customer, at: beat.at,
      subject: isForum ? "[\(tale.product.name)] \(tale.subject)" : tale.subject, type: type, source: source)
    ids[tale.number] = id
    return id
  }

  private static func words(of channel: Tale.Channel) -> (type: String, source: String) {
    switch channel {
    case .chat: ("chat", "chat")
    case .phone: ("phone", "web")
    case .portal: ("email", "beacon")
    case .email, .forum, .directMessage: ("email", "email")
    }
  }

  private func author(_ doer: Beat.Doer) -> HelpScoutDesk.Author {
    switch doer {
    case .customer(let id): .customer(HelpScoutStory.customer(id))
    case .staff(let id), .bot(let id): .user(HelpScoutStory.user(id))
    case .automation: .system
    }
  }

  private func say(_ text: String, _ index: Int, of tale: Tale, in id: Int, _ desk: inout HelpScoutDesk) {
    let beat = tale.beats[index]
    if let mail = ForumNotification(of: index, in: tale, cast: cast) {
      // Whoever posted: the mail comes from the forums, and keeps the status when it is a colleague's.
      let status = beat.replier == nil ? nil : desk.conversations[id]?.status
      let html = mail.text.split(separator: "\n", omittingEmptySubsequences: false).map(escaped).joined(
        separator: "<br>")
      desk.write(html, in: id, by: .customer(HelpScoutStory.forum), at: beat.at, status: status)
      return
    }
    let type = tale.channel == .chat ? "chat" : tale.channel == .phone && index == 0 ? "phone" : nil
    desk.write("<p>\(escaped(text[...]))</p>", in: id, by: author(beat.doer), at: beat.at, as: type)
  }

  private func escaped(_ text: Substring) -> String {
    String(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\n", with: "<br>")
  }

  /// Without a person the team keeps it.
  private func assign(
    _ id: Int, _ person: Int?, by author: HelpScoutDesk.Author, at instant: Instant, _ desk: inout HelpScoutDesk
  ) {
    let holder = desk.conversations[id]?.assignee
    let isTeams = holder.map { $0 >= HelpScoutStory.team(0) } ?? true
    guard person != nil || !isTeams else { return }
    desk.assign(id, to: person.map(HelpScoutStory.user), by: author, at: instant)
  }

  /// What customers, bots and rules do to a status is a rule's work at this vendor.
  private func set(_ status: String, _ id: Int, by beat: Beat, _ desk: inout HelpScoutDesk) {
    switch beat.doer {
    case .staff: desk.set(status, of: id, by: author(beat.doer), at: beat.at)
    case .customer, .bot, .automation: desk.set(status, of: id, by: .system, at: beat.at, isWorkflow: true)
    }
  }

  private func rate(
    _ id: Int, _ grade: Beat.Grade, _ comment: String?, of tale: Tale, at instant: Instant, _ desk: inout HelpScoutDesk
  ) {
    let level = [Beat.Grade.good: 1, .okay: 2, .bad: 3][grade] ?? 2
    desk.rate(
      id, level: level, comments: comment ?? "", by: HelpScoutStory.customer(tale.customerID), at: instant)
  }
}
