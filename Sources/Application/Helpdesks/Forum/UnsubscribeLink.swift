import JSONReader

/// The personal address at the end of a forum notification: it unsubscribes whoever it belongs to without a login, so it
/// is kept nowhere.
package enum UnsubscribeLink {
  /// What such an address has in it, and nothing else.
  static let action = "wporg_bbp_unsubscribe_term"

  private static let search = ByteSearch(Array(action.utf8))

  /// A mail, as text or HTML, without any such address in it; all else stays as it is.
  package static func cut(from mail: String) -> String {
    guard search.finds(in: mail.utf8Span.span) else { return mail }
    let bytes = Array(mail.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var end = 0
    while let place = search.place(in: bytes.span, from: end) {
      let border = bytes[end..<place].lastIndex(where: isBorder).map { $0 + 1 } ?? end
      kept += bytes[end..<border]
      end = bytes[place...].firstIndex(where: isBorder) ?? bytes.count
    }
    return String(decoding: kept + bytes[end...], as: UTF8.self)
  }

  /// What no address holds unescaped.
  private static func isBorder(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">")
  }
}
