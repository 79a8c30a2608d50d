package import CivilTime
internal import JSONReader

/// A made-up company: seven people who support plug-ins for web shops, and a year of their customers' messages.
///
/// The same seed tells the same year on every machine, byte for byte.
package struct HaldenSoftware: Sendable {
  /// Writes under its own name and must be listed as a bot.
  package static let bot = "Halden Bot"
  /// Stands in every automatic answer.
  package static let autoReplyMark = "*977#"

  private let seed: UInt64
  private let zone: Zone
  private let telling: Range<Instant>
  private let conversationsPerDay: Int

  /// Tells the `days` local days up to `end`; nothing happens at or after it, so the last chats are cut in the middle.
  package init(seed: UInt64, zone: Zone, endingAt end: Instant, days: Int = 365, conversationsPerDay: Int = 30) {
    self.seed = seed
    self.zone = zone
    self.conversationsPerDay = conversationsPerDay
    telling = Rhythm.days(days, upTo: end, in: zone)
  }

  /// Writes the company's messages as a `grouped_chats` file, piece by piece, and returns what is true of them.
  package func writeGroupedChats(deliver: ([UInt8]) throws -> Void) rethrows -> KnownAnswers {
    var chance = Chance(seed: seed)
    var answers = KnownAnswers()
    var file = GroupedChatsFile()
    let rhythm = Rhythm(zone: zone, telling: telling, conversationsPerDay: conversationsPerDay)
    for opening in rhythm.openings(&chance) {
      var plot = Plot(at: opening, telling: telling, in: zone, &chance)
      plot.tell(&chance)
      guard !plot.lines.isEmpty else { continue }
      answers.count(plot.lines, in: zone)
      file.write(plot.lines, &chance)
      if file.isWorthDelivering { try deliver(file.take()) }
    }
    try deliver(file.finish())
    answers.finish()
    return answers
  }
}
