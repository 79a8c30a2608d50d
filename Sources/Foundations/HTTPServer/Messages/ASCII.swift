// HTTP's own alphabet: what a token is made of, and how tokens compare (RFC 9110 §5.6).

extension UInt8 {
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  var isBlank: Bool { self == .space || self == .tab }

  /// A character of a method or a field name (`tchar`).
  var isTokenCharacter: Bool { tokenCharacters[Int(self)] }

  /// A character of a field value: visible, blank, or beyond ASCII; never NUL, CR or LF.
  var isFieldValueCharacter: Bool { self >= 0x20 && self != 0x7F || self == .tab }

  /// Visible ASCII: everything a request target may hold.
  var isVisible: Bool { self > 0x20 && self < 0x7F }

  var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var lowercasedASCII: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}

private let tokenCharacters: [Bool] = {
  var table = [Bool](repeating: false, count: 256)
  let characters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  for byte in characters.utf8 { table[Int(byte)] = true }
  return table
}()

extension StringProtocol {
  /// Equal without regard to ASCII case, as field names and most header tokens compare.
  func isSameToken(as other: some StringProtocol) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return zip(utf8, other.utf8).allSatisfy { $0 == $1 || $0.lowercasedASCII == $1.lowercasedASCII }
  }

  func trimmingBlanks() -> Substring {
    var rest = Substring(self).utf8
    while let first = rest.first, first.isBlank { rest = rest.dropFirst() }
    while let last = rest.last, last.isBlank { rest = rest.dropLast() }
    return Substring(rest)
  }
}
