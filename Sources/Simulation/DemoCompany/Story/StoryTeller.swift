package import CivilTime

/// Tells what happens in one inbox of Halden Software, for as many days as one likes.
///
///     let story = StoryTeller(seed: 1, zone: berlin, endingAt: now, days: 90, conversationsPerDay: 12,
///       inbox: Tale.Inbox(id: 101, name: "Plug-ins"), channels: [(.email, 80), (.chat, 20)]).tell()
///
/// The same arguments tell the same story on every machine.
package struct StoryTeller: Sendable {
  private let seed: UInt64
  private let rhythm: Rhythm
  private let inbox: Tale.Inbox
  private let channels: [(Tale.Channel, Int)]
  private let firstNumber: Int

  /// `channels` come with their weights. Nothing happens at or after `end`, so the last tales are cut in the middle.
  package init(
    seed: UInt64, zone: Zone, endingAt end: Instant, days: Int = 365, conversationsPerDay: Int = 30,
    inbox: Tale.Inbox = Tale.Inbox(id: 1, name: "Support"),
    channels: [(Tale.Channel, Int)] = [
      (.email, 44), (.chat, 20), (.phone, 8), (.portal, 8), (.forum, 12), (.directMessage, 8),
    ],
    firstNumber: Int = 1
  ) {
    precondition(!channels.isEmpty, "name at least one channel")
    self.seed = seed
    self.inbox = inbox
    self.channels = channels
    self.firstNumber = firstNumber
    rhythm = Rhythm(
      zone: zone, telling: Rhythm.days(days, upTo: end, in: zone), conversationsPerDay: conversationsPerDay)
  }

  package func tell() -> Story {
    var chance = Chance(seed: seed)
    let cast = Cast.halden
    let setting = Narrator.Setting(
      cast: cast, inbox: inbox,
      rota: Rota(zone: rhythm.zone, telling: rhythm.telling, people: cast.people), telling: rhythm.telling)
    var books = Books()
    var tales: [Tale] = []
    for opening in rhythm.openings(&chance) {
      let channel = channels[chance.index(weights: channels.map(\.1))].0
      var narrator = Narrator(at: opening, channel, in: setting, &chance)
      narrator.tell(&chance)
      for tale in narrator.tales(from: tales.count, &chance) {
        books.count(tale, in: rhythm.zone)
        tales.append(tale)
      }
    }
    books.finish()
    return Story(
      cast: cast, zone: rhythm.zone, period: rhythm.telling, inboxes: [inbox], tales: tales.numbered(from: firstNumber),
      books: books)
  }
}

extension Narrator {
  /// The tale, and the one it absorbed.
  fileprivate func tales(from number: Int, _ chance: inout Chance) -> [Tale] {
    guard let tale = tale(number: number, &chance) else { return [] }
    let numbers = [Narrator.survivorNumber: number, Narrator.duplicateNumber: number + 1]
    return [tale, duplicate].compactMap { $0?.renumbered { numbers[$0] ?? $0 } }
  }
}
