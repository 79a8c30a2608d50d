package import CivilTime

/// A name under which work stands in one source, as facts have it.
package struct Mention: Equatable, Sendable {
  package var name: String
  package var source: String
  package var messages: Int
  package var first: Instant
  package var last: Instant
}

extension FactColumns {
  /// Whom the messages of our side name, the busiest first. One walk over all of them: for reviews, not for every page.
  package func mentions() -> [Mention] {
    var found: [UInt32: (count: Int, first: UInt32, last: UInt32)] = [:]
    let sources = keys.sources
    for row in 0..<messages.count where messages.verdict[row] != Verdict.gone {
      let person = messages.detail.person[row]
      guard person != 0 else { continue }
      let at = messages.at[row]
      let key = UInt32(person) << 8 | UInt32(sources[Int(messages.conversation[row])])
      let known = found[key] ?? (0, at, at)
      found[key] = (known.count + 1, min(known.first, at), max(known.last, at))
    }
    return found.map { key, value in
      Mention(
        name: people[UInt16(key >> 8)], source: self.sources[UInt8(key & 0xFF)], messages: value.count,
        first: Instant(seconds: Int64(value.first)), last: Instant(seconds: Int64(value.last)))
    }.sorted { ($1.messages, $0.name, $0.source) < ($0.messages, $1.name, $1.source) }
  }
}
