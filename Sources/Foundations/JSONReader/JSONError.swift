/// Why a text is not the JSON that was asked for: the place, what should stand there, and what does.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// Something else should stand here.
    case syntax
    /// The text ends before its value does.
    case ended
    /// There is nothing but white space.
    case empty
    /// The document is JSON of another kind than the reader works on.
    case wrongRoot
    /// Bytes that are not UTF-8.
    case encoding
    /// More, longer or deeper than the reader accepts.
    case limit
  }

  package var kind: Kind
  package var position: JSONPosition
  package var expected: String
  package var found: String

  package init(_ kind: Kind, at position: JSONPosition, expected: String, found: String) {
    self.kind = kind
    self.position = position
    self.expected = expected
    self.found = found
  }

  package var description: String { "\(position): expected \(expected), found \(found)" }

  /// The same error, told from the beginning of the document whose part was being read.
  package func following(_ start: JSONPosition) -> JSONError {
    JSONError(kind, at: position.following(start), expected: expected, found: found)
  }
}

extension JSONError {
  /// `expected` does not stand at `offset` of these bytes.
  init(_ bytes: Span<UInt8>, at offset: Int, expected: String) {
    let byte = offset < bytes.count ? bytes[offset] : nil
    self.init(
      byte == nil ? .ended : .syntax, at: JSONPosition(of: offset, in: bytes), expected: expected,
      found: JSONError.name(of: byte))
  }

  static func name(of byte: UInt8?) -> String {
    guard let byte else { return "the end of the text" }
    guard byte > 0x20, byte < 0x7F else { return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))" }
    return "“\(Character(Unicode.Scalar(byte)))”"
  }
}

/// The kinds of JSON value, named as an error message names them.
package enum JSONKind: String, Sendable {
  case object = "an object"
  case array = "an array"
  case text = "text"
  case number = "a number"
  case bool = "true or false"
  case null = "null"

  /// The kind of value that begins with this byte.
  package init?(firstByte byte: UInt8) {
    switch byte {
    case Byte.openBrace: self = .object
    case Byte.openBracket: self = .array
    case Byte.quote: self = .text
    case Byte.minus, Byte.zero...Byte.nine: self = .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool
    case UInt8(ascii: "n"): self = .null
    default: return nil
    }
  }
}
