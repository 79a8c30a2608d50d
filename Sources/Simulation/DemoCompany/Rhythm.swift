internal import CivilTime

/// When customers begin to write: more on Mondays than on Sundays, and hardly at night.
struct Rhythm {
  let zone: Zone
  let telling: Range<Instant>
  let conversationsPerDay: Int

  /// That many local days, the last of which ends early.
  static func days(_ days: Int, upTo end: Instant, in zone: Zone) -> Range<Instant> {
    zone.start(of: zone.day(of: end) + (1 - max(1, days)))..<end
  }

  /// In order.
  func openings(_ chance: inout Chance) -> [Instant] {
    var openings: [Instant] = []
    var day = zone.day(of: telling.lowerBound)
    while zone.start(of: day) < telling.upperBound {
      let rush = chance.happens(3) ? 180 : chance.within(75...125)
      let count = (conversationsPerDay * Rhythm.weekdays[day.weekday] * rush + 5_000) / 10_000
      for _ in 0..<count { openings.append(opening(on: day, &chance)) }
      if zone.start(of: day + 1) - zone.start(of: day) != 86_400 { openings += nightOwls(on: day, &chance) }
      day = day + 1
    }
    return openings.filter(telling.contains).sorted()
  }

  private func opening(on day: LocalDay, _ chance: inout Chance) -> Instant {
    let hour = chance.index(weights: Rhythm.hours)
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
