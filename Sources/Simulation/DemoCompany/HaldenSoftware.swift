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
    telling = zone.start(of: zone.day(of: end) + (1 - max(1, days)))..<end
  }

  /// Writes the company's messages as a `grouped_chats` file, piece by piece, and returns what is true of them.
  package func writeGroupedChats(deliver: ([UInt8]) throws -> Void) rethrows -> KnownAnswers {
    var chance = Chance(seed: seed)
    var answers = KnownAnswers()
    var file = GroupedChatsFile()
    for opening in openings(&chance) {
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

  /// When customers begin to write, in order.
  private func openings(_ chance: inout Chance) -> [Instant] {
    var openings: [Instant] = []
    var day = zone.day(of: telling.lowerBound)
    while zone.start(of: day) < telling.upperBound {
      let rush = chance.happens(3) ? 180 : chance.within(75...125)
      let count = (conversationsPerDay * HaldenSoftware.weekdays[day.weekday] * rush + 5_000) / 10_000
      for _ in 0..<count { openings.append(opening(on: day, &chance)) }
      if zone.start(of: day + 1) - zone.start(of: day) != 86_400 { openings += nightOwls(on: day, &chance) }
      day = day + 1
    }
    return openings.filter(telling.contains).sorted()
  }

  private func opening(on day: LocalDay, _ chance: inout Chance) -> Instant {
    let hour = chance.index(weights: HaldenSoftware.hours)
    return zone.instant(day, second: hour * 3_600 + chance.below(3_600), preferring: .earlier)
  }

  /// When the clocks change, somebody is always awake in the hours that are missing or come twice.
  private func nightOwls(on day: LocalDay, _ chance: inout Chance) -> [Instant] {
    [Zone.Choice.earlier, .later].map { choice in
      zone.instant(day, second: 2 * 3_600 + chance.below(3_600), preferring: choice)
    }
  }

  /// Percent of the usual number, from Monday; together seven usual days.
  private static let weekdays = [138, 126, 118, 112, 104, 54, 48]
  private static let hours = [3, 2, 1, 1, 1, 3, 8, 22, 48, 72, 80, 74, 60, 64, 72, 70, 62, 52, 44, 40, 38, 30, 16, 7]
}
