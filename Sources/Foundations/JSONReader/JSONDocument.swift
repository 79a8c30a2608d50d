/// A document as it came, and where its values stand in it. Nothing is made of a value until somebody asks for it: most
/// of what vendors send is never read.
final class JSONDocument: Sendable {
  /// A value, or the key before one. What is in a container follows it directly.
  struct Entry: Sendable {
    var kind: JSONKind
    var hasEscapes = false
    /// Of a text: its length and its last byte, by which most others are told from it at once. Of an object: not 0 where
    /// two of its keys may be the same.
    var mark: UInt16 = 0
    /// Of a text: what is between its quotes.
    var start: UInt32
    var end: UInt32
    /// The entry after this one and all that is in it. Of a key: the next key, behind its value, so that whoever looks for
    /// one goes from key to key.
    var next: UInt32

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  let bytes: [UInt8]
  /// Whether there is no white space between its values.
  let isCompact: Bool
  private let entries: [Entry]

  /// The bytes were read as JSON, their texts as UTF-8.
  init(checked bytes: [UInt8], _ entries: [Entry], isCompact: Bool) {
    self.bytes = bytes
    self.entries = entries
    self.isCompact = isCompact
  }

  func hasEscapes(at index: Int) -> Bool { entries[index].hasEscapes }

  func kind(at index: Int) -> JSONKind { entries[index].kind }

  /// Where it stands; without the quotes of a text.
  func range(at index: Int) -> Range<Int> { entries[index].range }

  /// With the quotes of a text.
  func span(at index: Int) -> Range<Int> {
    let entry = entries[index]
    return entry.kind == .text ? Int(entry.start) - 1..<Int(entry.end) + 1 : entry.range
  }

  /// The entry after a value and all that is in it.
  func next(after index: Int) -> Int { Int(entries[index].next) }
}

extension JSONDocument {
  /// The value of the last member with this key. Vendors' objects are small, so they are searched.
  func member(_ key: String, of object: Int) -> Int? {
    let bytes = key.utf8Span.span
    let mark = JSONDocument.mark(of: bytes)
    let list = entries
    let entries = list.span
    let end = Int(entries[object].next)
    let mayRepeat = entries[object].mark != 0
    var index = object + 1
    var found: Int?
    while index < end {
      let entry = entries[index]
      if entry.mark == mark && isText(at: index, bytes) || entry.hasEscapes && text(at: index) == key {
        guard mayRepeat else { return index + 1 }
        found = index + 1
      }
      index = Int(entry.next)
    }
    return found
  }

  static func mark(of text: Span<UInt8>) -> UInt16 {
    text.isEmpty ? 0 : UInt16(truncatingIfNeeded: text.count << 8) | UInt16(text[text.count - 1])
  }

  /// False where a text is certainly none of those with these marks.
  func mayRead(at index: Int, _ marks: [UInt16]) -> Bool {
    entries[index].hasEscapes || marks.contains(entries[index].mark)
  }

  /// Whether a text reads just so.
  func isText(at index: Int, _ text: String) -> Bool {
    entries[index].hasEscapes ? self.text(at: index) == text : isText(at: index, text.utf8Span.span)
  }

  /// The same for a text without escapes.
  func isText(at index: Int, _ text: Span<UInt8>) -> Bool {
    let entry = entries[index]
    guard Int(entry.end &- entry.start) == text.count else { return false }
    let bytes = bytes
    return areEqual(bytes.span.extracting(entry.range), text)
  }

  /// The keys of an object, each with its value behind it, or the elements of an array.
  func children(of container: Int) -> [Int] {
    let step = entries[container].kind == .object ? 1 : 0
    var children: [Int] = []
    var index = container + 1
    while index < Int(entries[container].next) {
      children.append(index)
      index = Int(entries[index + step].next)
    }
    return children
  }

  func value(at index: Int) -> JSONValue {
    switch entries[index].kind {
    case .object: .object(JSONObject(in: self, at: index))
    case .array: .array(children(of: index).map(value))
    case .text: .text(text(at: index))
    case .number: .number(JSONNumber(checked: text(at: index)))
    case .bool: .bool(bool(at: index))
    case .null: .null
    }
  }

  /// Of a text what it says, of a number its digits.
  func text(at index: Int) -> String {
    let (entry, bytes) = (entries[index], bytes)
    return JSONText(range: entry.range, hasEscapes: entry.hasEscapes).string(inChecked: bytes.span)
  }

  /// Where a text stands that is written just as it reads; nothing for others, and for what is no text.
  func plainText(at index: Int) -> Range<Int>? {
    let entry = entries[index]
    return entry.kind == .text && !entry.hasEscapes ? entry.range : nil
  }

  /// Nothing when it has a fraction or an exponent, or does not fit.
  func int(at index: Int) -> Int? {
    let range = entries[index].range
    // Ids and counts are short and have no sign.
    guard range.count <= 18 else { return Int(text(at: index)) }
    var number = 0
    for position in range {
      let digit = bytes[position] &- Byte.zero
      guard digit < 10 else { return Int(text(at: index)) }
      number = number * 10 + Int(digit)
    }
    return number
  }

  func bool(at index: Int) -> Bool { bytes[Int(entries[index].start)] == UInt8(ascii: "t") }

  /// Whether a text would be written just as it stands here.
  func isPlain(at index: Int) -> Bool {
    let end = Int(entries[index].end)
    var position = Int(entries[index].start)
    let bytes = bytes
    while true {
      position = writingStop(bytes.span, from: position, to: end)
      guard position < end else { return true }
      if bytes[position] == Byte.backslash {
        guard isShortest(escape: bytes[position + 1]) else { return false }
        position += 2
      } else {
        // U+2028 or U+2029, which are written as escapes; or another character that begins like them.
        guard bytes[position + 1] != 0x80 || bytes[position + 2] & 0xFE != 0xA8 else { return false }
        position += 3
      }
    }
  }

  private func isShortest(escape letter: UInt8) -> Bool {
    letter == Byte.quote || letter == Byte.backslash || letter == UInt8(ascii: "n") || letter == UInt8(ascii: "r")
      || letter == UInt8(ascii: "t")
  }
}

extension JSONDocument {
  /// How one gets from a value to another that is in it: `.user.emails[2]`.
  func path(from start: Int, to goal: Int) -> String {
    var path = ""
    var container = start
    while container != goal {
      let isObject = entries[container].kind == .object
      for (number, child) in children(of: container).enumerated() {
        let value = isObject ? child + 1 : child
        guard goal < Int(entries[value].next) else { continue }
        path += isObject ? ".\(text(at: child))" : "[\(number)]"
        container = value
        break
      }
    }
    return path
  }
}
