/// A point in time as vendors write it: `2025-08-12T10:00:00.000Z`, `2021-07-23T09:28:50+0000`, `2025-08-12 10:00:00`.
///
/// One reader for the ISO 8601 forms that occur; it works on bytes, because a date formatter costs a thousand times more.
package struct Timestamp: Equatable, Sendable {
  package var instant: Instant
  /// The part below a second, in milliseconds, as far as the text tells it. Metrics do not use it; identity does.
  package var milliseconds: Int
  /// False when the text names no zone and UTC was assumed.
  package var namesZone: Bool

  package init?(_ text: some StringProtocol) { self.init(utf8: Array(text.utf8)) }

  package init?(utf8 bytes: [UInt8]) { self.init(bytes.span) }

  package init?(_ bytes: Span<UInt8>) {
    var reader = TimestampReader()
    guard let day = reader.day(bytes) else { return nil }
    guard
      reader.take(bytes, UInt8(ascii: "T")) || reader.take(bytes, UInt8(ascii: "t"))
        || reader.take(bytes, UInt8(ascii: " "))
    else {
      return nil
    }
    guard let time = reader.time(bytes), let zone = reader.zone(bytes), reader.position == bytes.count else {
      return nil
    }
    instant = Instant(seconds: Int64(day.number) * 86_400 + Int64(time.second) - Int64(zone.offset))
    milliseconds = time.milliseconds
    namesZone = zone.named
  }
}

/// The bytes travel beside the reader: a stored span would tie its lifetime to them.
private struct TimestampReader {
  var position = 0

  mutating func take(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func number(_ bytes: Span<UInt8>, _ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
      value = value * 10 + Int(bytes[index] - 48)
    }
    position += count
    return value
  }

  mutating func day(_ bytes: Span<UInt8>) -> LocalDay? {
    guard let year = number(bytes, 4), take(bytes, UInt8(ascii: "-")), let month = number(bytes, 2),
      take(bytes, UInt8(ascii: "-")),
      let day = number(bytes, 2)
    else { return nil }
    return LocalDay(year: year, month: month, day: day)
  }

  // A leap second (60) is the last second before the next minute; 24:00 is the next midnight.
  mutating func time(_ bytes: Span<UInt8>) -> (second: Int, milliseconds: Int)? {
    guard let hour = number(bytes, 2), take(bytes, UInt8(ascii: ":")), let minute = number(bytes, 2), minute < 60 else {
      return nil
    }
    var second = 0
    var milliseconds = 0
    if take(bytes, UInt8(ascii: ":")) {
      guard let value = number(bytes, 2), value <= 60 else { return nil }
      second = min(value, 59)
      if take(bytes, UInt8(ascii: ".")) || take(bytes, UInt8(ascii: ",")) {
        guard let fraction = fraction(bytes) else { return nil }
        milliseconds = fraction
      }
    }
    guard hour < 24 || (hour == 24 && minute == 0 && second == 0 && milliseconds == 0) else { return nil }
    return (hour * 3_600 + minute * 60 + second, milliseconds)
  }

  private mutating func fraction(_ bytes: Span<UInt8>) -> Int? {
    var value = 0
    var count = 0
    while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57 {
      if count < 3 { value = value * 10 + Int(bytes[position] - 48) }
      count += 1
      position += 1
    }
    guard count > 0, count <= 9 else { return nil }
    for _ in count..<max(count, 3) { value *= 10 }
    return value
  }

  mutating func zone(_ bytes: Span<UInt8>) -> (offset: Int, named: Bool)? {
    if position == bytes.count { return (0, false) }
    if take(bytes, UInt8(ascii: "Z")) || take(bytes, UInt8(ascii: "z")) { return (0, true) }
    let sign: Int
    if take(bytes, UInt8(ascii: "+")) {
      sign = 1
    } else if take(bytes, UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(bytes, 2), hours <= 18 else { return nil }
    _ = take(bytes, UInt8(ascii: ":"))
    let minutes = position == bytes.count ? 0 : number(bytes, 2)
    guard let minutes, minutes < 60 else { return nil }
    return (sign * (hours * 3_600 + minutes * 60), true)
  }
}
