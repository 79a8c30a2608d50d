package import CivilTime

/// What happened in one inbox, or in several: its tales, and what an honest count of them must find.
package struct Story: Sendable {
  package let cast: Cast
  package let zone: Zone
  /// Nothing happens before or after.
  package let period: Range<Instant>
  package let inboxes: [Tale.Inbox]
  /// By number, which is the order in which they begin.
  package let tales: [Tale]
  package let books: Books

  private let positions: [Int: Int]

  init(cast: Cast, zone: Zone, period: Range<Instant>, inboxes: [Tale.Inbox], tales: [Tale], books: Books) {
    self.cast = cast
    self.zone = zone
    self.period = period
    self.inboxes = inboxes
    self.tales = tales
    self.books = books
    positions = Dictionary(tales.enumerated().map { ($1.number, $0) }) { first, _ in first }
  }

  package subscript(number: Int) -> Tale? { positions[number].map { tales[$0] } }

  /// The part of it that a vendor can show as it was, with books of its own.
  package func keeping(_ isKept: (Tale) -> Bool) -> Story {
    let kept = tales.filter(isKept)
    var books = Books()
    for tale in kept { books.count(tale, in: zone) }
    books.finish()
    return Story(cast: cast, zone: zone, period: period, inboxes: inboxes, tales: kept.numbered(from: 1), books: books)
  }

  /// The tale's own beats and those of the tales it absorbed, by time: what vendors show that move messages when
  /// conversations are merged.
  package func beats(withAbsorbedInto tale: Tale) -> [Beat] {
    let absorbed = tale.beats.compactMap { beat in
      if case .absorbed(let number) = beat.deed { self[number] } else { nil }
    }
    guard !absorbed.isEmpty else { return tale.beats }
    return (tale.beats + absorbed.flatMap { $0.beats.dropLast() }).sorted { $0.at < $1.at }
  }

  /// Several inboxes of one help desk: their tales get new numbers from 1.
  package static func together(_ stories: [Story]) -> Story? {
    guard let first = stories.first else { return nil }
    let tales = stories.enumerated().flatMap { index, story in
      story.tales.map { tale in tale.renumbered { $0 + index * 10_000_000 } }
    }
    let period =
      stories.reduce(first.period) {
        min($0.lowerBound, $1.period.lowerBound)..<max($0.upperBound, $1.period.upperBound)
      }
    return Story(
      cast: first.cast, zone: first.zone, period: period, inboxes: stories.flatMap(\.inboxes),
      tales: tales.numbered(from: 1), books: stories.dropFirst().reduce(first.books) { $0.adding($1.books) })
  }
}

extension Tale {
  func renumbered(_ number: (Int) -> Int) -> Tale {
    var tale = self
    tale.number = number(tale.number)
    tale.beats = beats.map { beat in
      switch beat.deed {
      case .merged(let other): Beat(at: beat.at, by: beat.doer, .merged(into: number(other)))
      case .absorbed(let other): Beat(at: beat.at, by: beat.doer, .absorbed(number(other)))
      default: beat
      }
    }
    return tale
  }
}

extension [Tale] {
  /// In the order of their beginnings, with numbers that count up in it.
  func numbered(from first: Int) -> [Tale] {
    let sorted = sorted { ($0.createdAt, $0.number) < ($1.createdAt, $1.number) }
    let numbers = Dictionary(sorted.enumerated().map { ($1.number, first + $0) }) { first, _ in first }
    return sorted.map { tale in tale.renumbered { numbers[$0] ?? $0 } }
  }
}
