/// Reads a compiled zone file (TZif, RFC 8536) into a `Zone`. The bytes come from the caller; nothing is opened here.
package enum ZoneFile {
  package struct Unreadable: Error, CustomStringConvertible {
    package let zone: String
    package let reason: String
    package var description: String { "the time zone file of \(zone) cannot be read: \(reason)" }
  }

  /// Rules after the last listed change are written out to this year.
  private static let lastYear = 2_100

  package static func zone(named name: String, from bytes: [UInt8]) throws(Unreadable) -> Zone {
    guard bytes.count > 44, bytes.starts(with: Array("TZif".utf8)) else {
      throw Unreadable(zone: name, reason: "it is not a TZif file")
    }
    guard bytes[4] >= UInt8(ascii: "2") else { throw Unreadable(zone: name, reason: "version 1 files are too old") }
    let first = Header(bytes, at: 0)
    let second = 44 + first.length(timeSize: 4)
    guard bytes.count >= second + 44 else { throw Unreadable(zone: name, reason: "it ends early") }
    let header = Header(bytes, at: second)
    let body = second + 44
    let footer = body + header.length(timeSize: 8)
    guard bytes.count >= footer, header.types > 0 else { throw Unreadable(zone: name, reason: "it ends early") }

    var transitions = try listed(bytes, header, body: body, zone: name)
    let types = body + header.times * 9
    let initial = Int64(int32(bytes, types))
    if let rule = PosixRule(Array(bytes[footer...].dropFirst().prefix { $0 != 10 })) {
      let last = transitions.last?.at ?? Int64.min
      transitions += rule.transitions(after: last, through: lastYear)
    }
    return Zone(name: name, transitions: transitions, initialOffset: initial)
  }

  private static func listed(_ bytes: [UInt8], _ header: Header, body: Int, zone: String)
    throws(Unreadable) -> [(at: Int64, offset: Int64)]
  {
    let indices = body + header.times * 8
    let types = indices + header.times
    var result: [(at: Int64, offset: Int64)] = []
    for number in 0..<header.times {
      let type = Int(bytes[indices + number])
      guard type < header.types else { throw Unreadable(zone: zone, reason: "it names an unknown local time type") }
      result.append((int64(bytes, body + number * 8), Int64(int32(bytes, types + type * 6))))
    }
    return result
  }

  private struct Header {
    var utcFlags, standardFlags, leaps, times, types, characters: Int

    init(_ bytes: [UInt8], at start: Int) {
      func count(_ position: Int) -> Int { Int(UInt32(bitPattern: int32(bytes, start + 20 + position * 4))) }
      (utcFlags, standardFlags, leaps) = (count(0), count(1), count(2))
      (times, types, characters) = (count(3), count(4), count(5))
    }

    func length(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standardFlags + utcFlags
    }
  }
}

private func int32(_ bytes: [UInt8], _ start: Int) -> Int32 {
  var value: UInt32 = 0
  for byte in bytes[start..<start + 4] { value = value << 8 | UInt32(byte) }
  return Int32(bitPattern: value)
}

private func int64(_ bytes: [UInt8], _ start: Int) -> Int64 {
  var value: UInt64 = 0
  for byte in bytes[start..<start + 8] { value = value << 8 | UInt64(byte) }
  return Int64(bitPattern: value)
}
