extension Styles {
  /// One stylesheet without the remarks and the blanks that only its authors need.
  static func packed(_ parts: [String]) -> String {
    var packed: [UInt8] = []
    var bytes = Array(parts.joined(separator: "\n").utf8)[...]
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "\""): packed += taken(string: &bytes)
      case UInt8(ascii: "/") where bytes.dropFirst().first == UInt8(ascii: "*"): pass(remark: &bytes)
      case UInt8(ascii: " "), UInt8(ascii: "\n"):
        bytes = bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        if isNeeded(between: packed.last, bytes.first) { packed.append(UInt8(ascii: " ")) }
      default: packed.append(bytes.removeFirst())
      }
    }
    return String(decoding: packed, as: UTF8.self)
  }

  private static func taken(string bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = bytes.dropFirst().firstIndex(of: UInt8(ascii: "\"")).map { $0 + 1 } ?? bytes.endIndex
    defer { bytes = bytes[end...] }
    return bytes[..<end]
  }

  private static func pass(remark bytes: inout ArraySlice<UInt8>) {
    bytes = bytes.dropFirst(2)
    while !bytes.isEmpty, !bytes.starts(with: "*/".utf8) { bytes = bytes.dropFirst() }
    bytes = bytes.dropFirst(2)
  }

  /// Before a colon a blank means “inside”; around a sum it is part of it.
  private static func isNeeded(between last: UInt8?, _ next: UInt8?) -> Bool {
    guard let last, let next else { return false }
    return !" :;{},".utf8.contains(last) && !";{},".utf8.contains(next)
  }
}
