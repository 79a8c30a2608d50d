/// The personal address at the end of a forum notification: it unsubscribes whoever it belongs to without a login, so it
/// is kept nowhere.
package enum UnsubscribeLink {
  private static let action = Array("wporg_bbp_unsubscribe_term".utf8)

  /// A mail, as text or HTML, without any such address in it; all else stays as it is.
  package static func cut(from mail: String) -> String {
    guard mail.utf8.count >= action.count else { return mail }
    let bytes = Array(mail.utf8)
    let places = places(in: bytes)
    guard !places.isEmpty else { return mail }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var end = 0
    for place in places {
      kept += bytes[end..<max(end, place.lowerBound)]
      end = max(end, place.upperBound)
    }
    return String(decoding: kept + bytes[end...], as: UTF8.self)
  }

  /// The whole addresses that hold the action, each from one border to the next.
  private static func places(in bytes: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var index = 0
    while let found = next(in: bytes, from: index) {
      let start = bytes[..<found].lastIndex(where: isBorder).map { $0 + 1 } ?? 0
      let end = bytes[found...].firstIndex(where: isBorder) ?? bytes.count
      places.append(start..<end)
      index = end
    }
    return places
  }

  private static func next(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + action.count <= bytes.count {
      guard let candidate = bytes[index...].firstIndex(of: action[0]) else { return nil }
      if bytes[candidate...].starts(with: action) { return candidate }
      index = candidate + 1
    }
    return nil
  }

  /// What no address holds unescaped.
  private static func isBorder(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">")
  }
}
