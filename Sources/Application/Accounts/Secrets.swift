import Encoding
import Sealing

/// Secrets that the program makes itself. They are random and long, so a plain digest hides them for ever; the store
/// holds the digest alone.
enum Secrets {
  /// 256 bits, as 64 hexadecimal digits.
  static func make() throws -> String { Hex.encode(try RandomBytes.make(32)) }

  static func digest(_ secret: String) throws -> String { Hex.encode(try Digest.sha256(of: Array(secret.utf8))) }

  static let tokenPrefix = "rl_"

  /// 80 bits that a person can type: `7K2M-…`, without letters that look like digits.
  static func makeCode() throws -> String {
    let letters = try RandomBytes.make(16).map { Character(Unicode.Scalar(alphabet[Int($0 & 31)])) }
    return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// As it was made, whatever case, blanks and look-alikes it was typed with.
  static func code(typed text: String) -> String {
    let plain = text.uppercased().compactMap { letter -> Character? in
      switch letter {
      case "O": "0"
      case "I", "L": "1"
      case _ where letter.isLetter || letter.isNumber: letter
      default: nil
      }
    }
    return stride(from: 0, to: plain.count, by: 4).map { String(plain[$0..<min($0 + 4, plain.count)]) }
      .joined(separator: "-")
  }

  /// A number for people to point at a thing by; it opens nothing.
  static func makeID() throws -> Int64 {
    try RandomBytes.make(6).reduce(0) { $0 << 8 | Int64($1) } + 1
  }
}
