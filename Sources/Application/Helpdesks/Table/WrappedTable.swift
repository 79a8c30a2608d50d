import JSONReader

/// An object around one list of objects: `{"total": 2, "rows": [{…}, {…}]}`, whatever the list is called.
///
/// Other lists beside it may hold anything but objects. Where a second one holds objects too nobody can tell which is the
/// table, and the file is refused.
struct WrappedTable: Sendable {
  private var stream: MemberStream
  /// The list of objects, once one was found.
  private var chosen: String?
  private var isInChosen = false
  private var name = ""
  /// Elements of the present list before its first object: they are rows of the table only if it turns out to be it.
  private var held: [(bytes: [UInt8], line: Int)] = []
  private var hasEmptyList = false
  private var isInEmptyList = false

  init(longestRow: Int) { stream = MemberStream(longestRow: longestRow) }

  mutating func read(_ bytes: [UInt8], _ tell: (TableFile.Event) throws -> Void) throws {
    stream.feed(bytes)
    while let event = try stream.next() { try take(event, tell) }
  }

  mutating func finish() throws {
    try stream.finish()
    guard chosen != nil || hasEmptyList else { throw TableFormMismatch.noList }
  }

  private mutating func take(_ event: MemberStream.Event, _ tell: (TableFile.Event) throws -> Void) throws {
    switch event {
    case .member(let member):
      (name, held, isInChosen, isInEmptyList) = ((try? member.key.get()) ?? "", [], false, true)  // only to name it
    case .row(let bytes, let place): try take(Array(bytes), place.position.line, tell)
    case .rowTooLong(let bytes, let place):
      try reject(place.position.line, "the row is \(bytes) bytes long", tell)
    case .rowTooDeep(let place): try reject(place.position.line, "the row is nested too deep", tell)
    case .memberEnd: if isInEmptyList { hasEmptyList = true }
    case .notAnArray, .text: break
    }
  }

  private mutating func take(_ row: [UInt8], _ line: Int, _ tell: (TableFile.Event) throws -> Void) throws {
    isInEmptyList = false
    if !isInChosen {
      guard row.first == UInt8(ascii: "{") else { return hold(row, line) }
      if let chosen { throw TableFormMismatch.several(chosen, name) }
      (chosen, isInChosen) = (name, true)
      for earlier in held { try JSONLines.tell(earlier.bytes, line: earlier.line, tell) }
      held = []
    }
    try JSONLines.tell(row, line: line, tell)
  }

  /// Of long lists that are none of objects only the beginning is kept.
  private mutating func hold(_ row: [UInt8], _ line: Int) { if held.count < 1_000 { held.append((row, line)) } }

  private mutating func reject(_ line: Int, _ why: String, _ tell: (TableFile.Event) throws -> Void) throws {
    isInEmptyList = false
    if isInChosen { try tell(.rejected(line: line, why: why)) }
  }
}

/// A file is JSON, and still no table.
package struct TableFormMismatch: Error, Equatable, CustomStringConvertible {
  private let found: String

  static let noList = TableFormMismatch(found: "it is an object without a list of rows")

  static func several(_ one: String, _ other: String) -> TableFormMismatch {
    TableFormMismatch(found: "it is an object with several of them, \(quoted(one)) and \(quoted(other))")
  }

  package var description: String {
    #"expected a table: a list of objects such as [{…}, {…}], an object around one list of objects such as "#
      + #"{"rows": [{…}, {…}]}, or one object a line; \#(found)"#
  }
}
