/// How a document that was read is written again: what is left out, and which texts are changed.
///
/// It is written as `JSONWriter` would write it otherwise. What vendors send is mostly written like that already, and is
/// copied from where it was read, as much at once as stays.
package struct JSONRevision: Sendable {
  /// Members that are left out wherever they are.
  fileprivate let omitted: [[UInt8]]
  /// The marks of all these names, by which nearly all other keys are told from them.
  fileprivate let marks: [UInt16]
  /// The bit of each length that one of them has.
  fileprivate let lengths: UInt64
  /// Of objects by this name one member stays; all else by this name is left out.
  fileprivate let reduced: (name: String, to: String)
  private let reducedName: [UInt8]
  fileprivate let edit: @Sendable (String) -> String
  private let search: ByteSearch

  /// - Parameters:
  ///   - word: what a text has in it that `edit` changes. Other texts need not be shown to it.
  package init(
    omitting omitted: [String], reducing reduced: (name: String, to: String), textsWith word: String,
    by edit: @escaping @Sendable (String) -> String
  ) {
    self.omitted = omitted.map { Array($0.utf8) }
    marks = (omitted + [reduced.name]).map { JSONDocument.mark(of: $0.utf8Span.span) }
    lengths = (omitted + [reduced.name]).reduce(0) { $0 | 1 << UInt64($1.utf8.count) }
    self.reduced = reduced
    reducedName = Array(reduced.name.utf8)
    self.edit = edit
    search = ByteSearch(Array(word.utf8))
  }

  /// - Parameter name: one more member that is left out of the outermost object.
  package func write(_ json: JSONValue, without name: String? = nil, into writer: inout JSONWriter) {
    if case .object(let object) = json, let (document, index) = object.place, document.isCompact, writer.copiesTexts {
      let isEdited = mayHaveWord(document, at: index, without: name)
      var copy = Copy(of: document, as: self, editsAll: isEdited, from: document.range(at: index).lowerBound)
      writer.reserve(document.range(at: index).count)
      copy.object(at: index, without: name, into: &writer)
    } else {
      writeMade(json, without: name, into: &writer)
    }
  }
}

extension JSONRevision {
  /// Whether a key may be one of those that something is done about.
  fileprivate func mayConcern(_ document: JSONDocument, _ key: Int) -> Bool {
    (lengths & 1 << UInt64(document.range(at: key).count) != 0 || document.hasEscapes(at: key))
      && document.mayRead(at: key, marks)
  }

  fileprivate func isReduced(_ document: JSONDocument, _ key: Int) -> Bool {
    document.hasEscapes(at: key)
      ? document.isText(at: key, reduced.name) : document.isText(at: key, reducedName.span)
  }

  /// Whether the word stands anywhere in what is written; what is left out may be most of it.
  private func mayHaveWord(_ document: JSONDocument, at object: Int, without name: String?) -> Bool {
    let (bytes, range) = (document.bytes, document.range(at: object))
    guard let name, let member = document.member(name, of: object) else {
      return search.finds(in: bytes.span.extracting(range))
    }
    let left = document.span(at: member)
    return search.finds(in: bytes.span.extracting(range.lowerBound..<left.lowerBound))
      || search.finds(in: bytes.span.extracting(left.upperBound..<range.upperBound))
  }

  private func writeMade(_ json: JSONValue, without name: String? = nil, into writer: inout JSONWriter) {
    switch json {
    case .object(let object):
      writer.beginObject()
      for member in object.members where member.key != name { write(member, into: &writer) }
      writer.endObject()
    case .array(let values):
      writer.beginArray()
      for value in values { writeMade(value, into: &writer) }
      writer.endArray()
    case .text(let text): writer.value(edit(text))
    case .number, .bool, .null: writer.value(json)
    }
  }

  private func write(_ member: JSONObject.Member, into writer: inout JSONWriter) {
    if member.key == reduced.name {
      guard case .object(let object) = member.value, let rest = object[reduced.to] else { return }
      writer.member(reduced.name) { $0.object { $0.member(reduced.to, rest) } }
    } else if !omitted.contains(where: { member.key.utf8.elementsEqual($0) }) {
      writer.key(member.key)
      writeMade(member.value, into: &writer)
    }
  }
}

/// One object on its way from where it was read.
private struct Copy {
  let document: JSONDocument
  let revision: JSONRevision
  let editsAll: Bool
  /// What was read from here on is still to be copied.
  var from: Int

  init(of document: JSONDocument, as revision: JSONRevision, editsAll: Bool, from: Int) {
    self.document = document
    self.revision = revision
    self.editsAll = editsAll
    self.from = from
  }

  mutating func object(at index: Int, without name: String?, into writer: inout JSONWriter) {
    writer.beginCopy()
    members(of: index, without: name, into: &writer)
    copy(until: document.range(at: index).upperBound, into: &writer)
  }

  private mutating func members(of object: Int, without name: String? = nil, into writer: inout JSONWriter) {
    let end = document.next(after: object)
    /// Where the last member ends that stays.
    var kept: Int?
    var key = object + 1
    while key < end {
      let next = document.next(after: key + 1)
      let memberEnd = document.span(at: key + 1).upperBound
      let isConcerned = revision.mayConcern(document, key)
      if isConcerned && isLeftOut(key) || name.map({ document.isText(at: key, $0) }) == true {
        // A comma goes with it: the one before it, or, when nothing is before it, the one behind it.
        copy(until: kept ?? document.span(at: key).lowerBound, into: &writer)
        from = kept == nil && next < end ? memberEnd + 1 : memberEnd
      } else {
        member(at: key, mayBeReduced: isConcerned, into: &writer)
        kept = memberEnd
      }
      key = next
    }
  }

  private func isLeftOut(_ key: Int) -> Bool {
    if revision.isReduced(document, key) { return rest(of: key + 1) == nil }
    return revision.omitted.contains { document.isText(at: key, $0.span) }
  }

  /// What stays of an object by the name of those that are reduced.
  private func rest(of value: Int) -> Int? {
    document.kind(at: value) == .object ? document.member(revision.reduced.to, of: value) : nil
  }

  private mutating func member(at key: Int, mayBeReduced: Bool, into writer: inout JSONWriter) {
    if !document.isPlain(at: key) { replace(key, by: document.text(at: key), into: &writer) }
    if mayBeReduced, revision.isReduced(document, key), let rest = rest(of: key + 1) {
      copy(until: document.span(at: key + 1).lowerBound, into: &writer)
      var reduced = JSONWriter()
      reduced.object { $0.member(revision.reduced.to, document.value(at: rest)) }
      writer.copy(reduced.bytes[...])
      from = document.span(at: key + 1).upperBound
    } else {
      value(at: key + 1, into: &writer)
    }
  }

  private mutating func value(at index: Int, into writer: inout JSONWriter) {
    switch document.kind(at: index) {
    case .object: members(of: index, into: &writer)
    case .array:
      var element = index + 1
      while element < document.next(after: index) {
        value(at: element, into: &writer)
        element = document.next(after: element)
      }
    case .text:
      guard editsAll || !document.isPlain(at: index) else { return }
      replace(index, by: revision.edit(document.text(at: index)), into: &writer)
    case .number, .bool, .null: break
    }
  }

  private mutating func replace(_ index: Int, by text: String, into writer: inout JSONWriter) {
    copy(until: document.span(at: index).lowerBound, into: &writer)
    writer.copy(text)
    from = document.span(at: index).upperBound
  }

  private mutating func copy(until end: Int, into writer: inout JSONWriter) {
    guard from < end else { return }
    writer.copy(document.bytes[from..<end])
    from = end
  }
}
