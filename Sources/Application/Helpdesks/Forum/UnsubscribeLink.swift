/// The personal address at the end of a forum notification: it unsubscribes whoever it belongs to without a login, so it
/// is kept nowhere.
package enum UnsubscribeLink {
  private static let action = Array("wporg_bbp_unsubscribe_term".utf8)

  /// A mail, as text or HTML, without any such address in it; all else stays as it is.
  package static func cut(from mail: String) -> String {
    guard place(in: mail.utf8Span.span, from: 0) != nil else { return mail }
    let bytes = Array(mail.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var end = 0
    while let place = place(in: bytes.span, from: end) {
      let border = bytes[end..<place].lastIndex(where: isBorder).map { $0 + 1 } ?? end
      kept += bytes[end..<border]
      end = bytes[place...].firstIndex(where: isBorder) ?? bytes.count
    }
    return String(decoding: kept + bytes[end...], as: UTF8.self)
  }

  /// Where the action stands next. Every text of a help desk is looked through, so it is done byte by byte.
  private static func place(in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard bytes.count - start >= action.count else { return nil }
    for index in start...(bytes.count - action.count) where bytes[index] == action[0] {
      var length = 1
      while length < action.count, bytes[index + length] == action[length] { length += 1 }
      if length == action.count { return index }
    }
    return nil
  }

  /// What no address holds unescaped.
  private static func isBorder(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">")
  }
}
