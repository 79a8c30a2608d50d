extension Styles {
  /// One stylesheet without the remarks, the blanks and the long names that only its authors need.
  static func packed(_ parts: [String]) -> String { withShortNames(withoutBlanks(parts)) }

  private static func withoutBlanks(_ parts: [String]) -> [UInt8] {
    var packed: [UInt8] = []
    var bytes = Array(parts.joined(separator: "\n").utf8)[...]
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "\""): packed += taken(string: &bytes)
      case UInt8(ascii: "/") where bytes.dropFirst().first == UInt8(ascii: "*"): pass(remark: &bytes)
      case UInt8(ascii: " "), UInt8(ascii: "\n"):
        bytes = bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        if isNeeded(between: packed.last, bytes.first) { packed.append(UInt8(ascii: " ")) }
      case UInt8(ascii: "}"):
        // What ends a block ends its last line too.
        if packed.last == UInt8(ascii: ";") { packed.removeLast() }
        packed.append(bytes.removeFirst())
      default: packed.append(bytes.removeFirst())
      }
    }
    return packed
  }

  /// Gives values of our own names of a letter or two, the shortest to what is named most often. No page and no script
  /// names them.
  private static func withShortNames(_ css: [UInt8]) -> String {
    let pieces = String(decoding: css, as: UTF8.self).split(separator: "--", omittingEmptySubsequences: false)
    let names = pieces.dropFirst().map { $0.prefix(while: isOfName) }
    let often = names.reduce(into: [:]) { counts, name in counts[name, default: 0] += 1 }
    let order = often.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let short = Dictionary(uniqueKeysWithValues: zip(order, shortNames))
    return zip(pieces.dropFirst(), names).reduce(into: String(pieces[0])) { text, next in
      text += "--\(short[next.1] ?? String(next.1))\(next.0.dropFirst(next.1.count))"
    }
  }

  private static func isOfName(_ letter: Character) -> Bool {
    letter.isASCII && (letter.isLetter || letter.isNumber || letter == "-")
  }

  private static let shortNames: [String] = {
    let letters = "abcdefghijklmnopqrstuvwxyz".map { String($0) }
    return letters + letters.flatMap { first in letters.map { first + $0 } }
  }()

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
