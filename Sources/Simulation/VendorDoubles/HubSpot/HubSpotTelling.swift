internal import CivilTime
package import DemoCompany

/// Lets a story happen at HubSpot: beat by beat, in the order of time.
struct HubSpotTelling: Sendable {
  /// What has not happened yet, the next last.
  private var future: [(beat: Beat, tale: Int, isFirst: Bool)] = []
  private let story: Story
  private var tickets: [Int: Int] = [:]
  private var threads: [Int: Int] = [:]
  private let tagIDs: [String: String]

  /// Forums and direct messages reach HubSpot by no way of its own.
  private static let channels: [Tale.Channel: (source: String, channel: String)] = [
    .email: ("EMAIL", "1002"), .chat: ("CHAT", "1000"), .portal: ("FORM", "1003"), .phone: ("PHONE", "1008"),
  ]

  init(of story: Story) {
    self.story = story
    tagIDs = story.cast.hubSpotTags
    for tale in story.tales where Self.channels[tale.channel] != nil {
      future += tale.beats.enumerated().map { ($1, tale.number, $0 == 0) }
    }
    future.sort { ($0.beat.at, $0.tale) > ($1.beat.at, $1.tale) }
  }

  mutating func catchUp(_ desk: inout HubSpotDesk, until now: Instant) {
    while let next = future.last, next.beat.at < now {
      future.removeLast()
      guard let tale = story[next.tale] else { continue }
      if next.isFirst { begin(tale, with: next.beat, at: &desk) }
      tell(next.beat, of: tale, at: &desk)
    }
  }

  private mutating func begin(_ tale: Tale, with beat: Beat, at desk: inout HubSpotDesk) {
    guard let way = Self.channels[tale.channel] else { return }
    let customer = story.cast.customer(tale.customerID)
    let priorities = ["LOW", "MEDIUM", "HIGH", "URGENT"]
    let ticket = desk.file(
      at: time(beat, of: tale),
      [
        "subject": tale.subject, "source_type": way.source, "hs_originating_generic_channel_id": way.channel,
        "hs_ticket_priority": priorities[tale.priority.rawValue - 1], "hs_ticket_category": tale.category.uppercased(),
        "product": tale.product.name, "content": beat.text ?? "",
      ], contacts: [HubSpotDouble.contact(tale.customerID)],
      companies: customer?.companyID.map { [HubSpotDouble.company($0)] } ?? [], by: doer(beat))
    tickets[tale.number] = ticket
    threads[tale.number] = desk.beginThread(
      at: time(beat, of: tale), ticket: ticket, contact: HubSpotDouble.contact(tale.customerID), channel: way.channel)
  }

  /// The same part of a second throughout a tale, so that its durations are whole seconds.
  private func time(_ beat: Beat, of tale: Tale) -> Int64 { beat.at.seconds * 1_000 + Int64(tale.number % 1_000) }

  private func doer(_ beat: Beat) -> HubSpotDesk.Doer {
    if case .staff(let id) = beat.doer { return .user(HubSpotDouble.user(id)) }
    return .workflow
  }

  private func actor(_ doer: Beat.Doer) -> String {
    switch doer {
    case .customer(let id): "V-\(HubSpotDouble.contact(id))"
    case .staff(let id): "A-\(HubSpotDouble.user(id))"
    case .bot(let id): "B-\(id)"
    case .automation: "S-hubspot"
    }
  }
}

extension HubSpotTelling {
  private mutating func tell(_ beat: Beat, of tale: Tale, at desk: inout HubSpotDesk) {
    guard let ticket = tickets[tale.number], let thread = threads[tale.number] else { return }
    let time = time(beat, of: tale)
    let doer = doer(beat)
    switch beat.deed {
    case .message(let text), .autoReply(let text): say(text, beat, ticket, thread, time, &desk)
    case .note(let text): desk.say(text, in: thread, by: actor(beat.doer), at: time, kind: "COMMENT")
    case .assigned(let id):
      desk.set("hubspot_owner_id", to: id.map(HubSpotDouble.owner) ?? "", of: ticket, at: time, by: doer)
    case .moved(let team): desk.set("hubspot_team_id", to: HubSpotDouble.team(team), of: ticket, at: time, by: doer)
    case .tagged(let tag): retag(ticket, time, doer, &desk) { $0 + [tag] }
    case .untagged(let tag): retag(ticket, time, doer, &desk) { $0.filter { $0 != tag } }
    case .pending: desk.move(ticket, to: "2", at: time, by: doer)
    case .resumed, .reopened: desk.move(ticket, to: "3", at: time, by: doer)
    case .solved, .closed: if desk.stage(of: ticket) != "4" { desk.move(ticket, to: "4", at: time, by: doer) }
    case .merged(let winner): if let winner = tickets[winner] { desk.merge(ticket, into: winner, at: time, by: doer) }
    case .markedSpam: desk.move(ticket, to: "901", in: HubSpotDouble.spamPipeline, at: time, by: doer)
    case .deleted: desk.archive(ticket, at: time)
    case .rated(let grade, _): rate(ticket, grade, time, &desk)
    case .worked, .absorbed, .queued, .joined, .left: break
    }
  }

  private func say(
    _ text: String, _ beat: Beat, _ ticket: Int, _ thread: Int, _ time: Int64, _ desk: inout HubSpotDesk
  ) {
    desk.say(text, in: thread, by: actor(beat.doer), at: time)
    if beat.replier != nil, desk.stage(of: ticket) == "1" { desk.move(ticket, to: "3", at: time, by: .workflow) }
  }

  private func retag(
    _ ticket: Int, _ time: Int64, _ doer: HubSpotDesk.Doer, _ desk: inout HubSpotDesk,
    _ change: ([String]) -> [String]
  ) {
    let names = Dictionary(tagIDs.map { ($1, $0) }) { first, _ in first }
    let tags = desk.property("hs_tag_ids", of: ticket).split(separator: ";").compactMap { names[String($0)] }
    var seen: Set<String> = []
    let ids = change(tags).filter { seen.insert($0).inserted }.compactMap { tagIDs[$0] }
    desk.set("hs_tag_ids", to: ids.joined(separator: ";"), of: ticket, at: time, by: doer)
  }

  /// HubSpot asks how easy it was, from 1 to 7.
  private func rate(_ ticket: Int, _ grade: Beat.Grade, _ time: Int64, _ desk: inout HubSpotDesk) {
    let ease: [Beat.Grade: String] = [.good: "7", .okay: "4", .bad: "1"]
    desk.set("hs_feedback_last_ces_rating", to: ease[grade] ?? "", of: ticket, at: time, by: .workflow)
    desk.set("hs_feedback_last_survey_date", to: hubSpotTime(time), of: ticket, at: time, by: .workflow)
  }
}

extension HubSpotDesk {
  fileprivate func property(_ name: String, of ticket: Int) -> String {
    index(ofTicket: ticket).flatMap { tickets[$0].properties[name] } ?? ""
  }

  fileprivate func stage(of ticket: Int) -> String { property("hs_pipeline_stage", of: ticket) }
}

extension Cast {
  /// HubSpot tells tags by number only; which number the double gives to each.
  package var hubSpotTags: [String: String] {
    let tags = Set(products.flatMap(\.tags)).sorted()
    return Dictionary(tags.enumerated().map { ($1, "\(4_000 + $0)") }) { first, _ in first }
  }
}
