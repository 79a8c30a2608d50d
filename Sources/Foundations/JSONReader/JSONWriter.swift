/// Writes JSON into bytes, in the order it is told; nothing is built in between.
///
///     var json = JSONWriter()
///     json.object {
///       $0.member("id", "M05")
///       $0.member("rows") { $0.array { $0.value(1) } }
///     }
package struct JSONWriter: Sendable {
  package enum Style: Sendable { case compact, pretty }

  /// Empties itself in `take`.
  package private(set) var bytes: [UInt8] = []

  private let style: Style
  /// Whether documents may be copied: they are compact, and have their angle brackets.
  var copiesTexts: Bool { !escapesAngleBrackets && style == .compact }
  private let escapesAngleBrackets: Bool
  /// One entry for each open container.
  private var open: [Container] = []
  private var followsKey = false

  private struct Container {
    let isObject: Bool
    var isEmpty = true
  }

  /// `escapingAngleBrackets` writes `<` as `\u003c`, so that the document may stand inside a script element.
  package init(_ style: Style = .compact, escapingAngleBrackets: Bool = false) {
    self.style = style
    escapesAngleBrackets = escapingAngleBrackets
  }

  /// The bytes so far, which the writer forgets: for documents that are sent while they are written.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Makes room for a document's first part, which is most of it.
  mutating func reserve(_ count: Int) {
    if bytes.capacity < 64 { bytes.reserveCapacity(bytes.count + count) }
  }

  package mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    beginObject()
    try members(&self)
    endObject()
  }

  package mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    beginArray()
    try elements(&self)
    endArray()
  }

  package mutating func beginObject() { begin(Byte.openBrace, isObject: true) }
  package mutating func beginArray() { begin(Byte.openBracket, isObject: false) }

  package mutating func endObject() {
    assert(open.last?.isObject == true && !followsKey, "no object is open, or its last key has no value")
    end(Byte.closeBrace)
  }

  package mutating func endArray() {
    assert(open.last?.isObject == false, "no array is open")
    end(Byte.closeBracket)
  }

  package mutating func key(_ key: String) {
    assert(open.last?.isObject == true && !followsKey, "a key stands only in an object, before its value")
    separate()
    string(key)
    bytes.append(Byte.colon)
    if style == .pretty { bytes.append(Byte.space) }
    followsKey = true
  }

  package mutating func value(_ text: String) {
    beginValue()
    string(text)
  }

  package mutating func value(_ number: Int) {
    beginValue()
    bytes.append(contentsOf: String(number).utf8)
  }

  package mutating func value(_ number: Int64) { value(Int(number)) }

  /// The shortest form that reads back as the same number, whole ones without a point. JSON has no word for what is not
  /// a number or infinite: that is null.
  package mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    beginValue()
    let text = number.description
    bytes.append(contentsOf: text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
  }

  package mutating func value(_ bool: Bool) {
    beginValue()
    bytes.append(contentsOf: (bool ? "true" : "false").utf8)
  }

  package mutating func null() {
    beginValue()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Before pieces of a value are copied one by one.
  mutating func beginCopy() { beginValue() }

  mutating func copy(_ piece: ArraySlice<UInt8>) { bytes.append(contentsOf: piece) }

  mutating func copy(_ text: String) { string(text) }

  /// Bytes that are a JSON value already.
  package mutating func raw(_ json: some Sequence<UInt8>) {
    beginValue()
    bytes.append(contentsOf: json)
  }
}

extension JSONWriter {
  private mutating func begin(_ byte: UInt8, isObject: Bool) {
    beginValue()
    bytes.append(byte)
    open.append(Container(isObject: isObject))
  }

  private mutating func end(_ byte: UInt8) {
    let isEmpty = open.popLast()?.isEmpty ?? true
    if !isEmpty { newLine() }
    bytes.append(byte)
  }

  private mutating func beginValue() {
    if followsKey {
      followsKey = false
      return
    }
    assert(open.last?.isObject != true, "a value in an object needs a key")
    assert(!open.isEmpty || bytes.isEmpty, "a document has one value")
    separate()
  }

  private mutating func separate() {
    guard !open.isEmpty else { return }
    if !open[open.count - 1].isEmpty { bytes.append(Byte.comma) }
    open[open.count - 1].isEmpty = false
    newLine()
  }

  private mutating func newLine() {
    guard style == .pretty else { return }
    bytes.append(Byte.lineFeed)
    bytes.append(contentsOf: repeatElement(Byte.space, count: open.count * 2))
  }

  private mutating func string(_ text: String) {
    bytes.append(Byte.quote)
    let utf8 = text.utf8Span.span
    if isPlain(utf8) {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendEscaped(utf8)
    }
    bytes.append(Byte.quote)
  }

  /// Most texts can be copied as they are.
  private func isPlain(_ utf8: Span<UInt8>) -> Bool {
    guard stringStop(utf8, from: 0) == utf8.count else { return false }
    for index in 0..<utf8.count where utf8[index] == 0xE2 || utf8[index] == lessThan { return false }
    return true
  }

  private mutating func appendEscaped(_ utf8: Span<UInt8>) {
    var index = 0
    while index < utf8.count {
      if let escape = escape(utf8, at: index) {
        bytes.append(contentsOf: escape.text.utf8)
        index += escape.length
      } else {
        bytes.append(utf8[index])
        index += 1
      }
    }
  }

  /// How the character that begins here is written when not as itself, and how many bytes it has.
  private func escape(_ utf8: Span<UInt8>, at index: Int) -> (text: String, length: Int)? {
    switch utf8[index] {
    case Byte.quote: ("\\\"", 1)
    case Byte.backslash: ("\\\\", 1)
    case Byte.lineFeed: ("\\n", 1)
    case Byte.carriageReturn: ("\\r", 1)
    case Byte.tab: ("\\t", 1)
    case lessThan: escapesAngleBrackets ? ("\\u003c", 1) : nil
    case 0xE2: lineSeparator(utf8, at: index)
    case Byte.space...: nil
    default: ("\\u00" + (utf8[index] < 16 ? "0" : "") + String(utf8[index], radix: 16), 1)
    }
  }

  /// U+2028 and U+2029 end a line in older JavaScript, also inside a string.
  private func lineSeparator(_ utf8: Span<UInt8>, at index: Int) -> (text: String, length: Int)? {
    guard utf8[index + 1] == 0x80, utf8[index + 2] & 0xFE == 0xA8 else { return nil }
    return (utf8[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", 3)
  }
}

private let lessThan = UInt8(ascii: "<")
