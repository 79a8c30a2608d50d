/// How a document that was read is written again: what is left out, and which texts are changed.
///
/// It is written as `JSONWriter` would write it otherwise, but most of it is copied from where it was read.
package struct JSONRevision: Sendable {
  /// Members that are left out wherever they are.
  fileprivate let omitted: [[UInt8]]
  /// Of objects by this name one member stays; all else by this name is left out.
  fileprivate let reduced: (name: String, to: String)
  private let search: ByteSearch
  fileprivate let edit: @Sendable (String) -> String

  /// - Parameters:
  ///   - word: what a text has in it that `edit` changes. Other texts are not shown to it.
  package init(
    omitting omitted: [String], reducing reduced: (name: String, to: String), textsWith word: String,
    by edit: @escaping @Sendable (String) -> String
  ) {
    self.omitted = omitted.map { Array($0.utf8) }
    self.reduced = reduced
    search = ByteSearch(Array(word.utf8))
    self.edit = edit
  }
}

extension JSONRevision {
  /// - Parameter name: one more member that is left out of the outermost object.
  package func write(_ json: JSONValue, without name: String? = nil, into writer: inout JSONWriter) {
    if case .object(let object) = json, let (document, index) = object.place, writer.copiesTexts {
      let bytes = document.bytes
      let hasWord = search.finds(in: bytes.span.extracting(document.range(at: index)))
      Copying(revision: self, document: document, hasWord: hasWord).writeObject(at: index, without: name, into: &writer)
    } else {
      writeMade(json, without: name, into: &writer)
    }
  }

  private func writeMade(_ json: JSONValue, without name: String? = nil, into writer: inout JSONWriter) {
    switch json {
    case .object(let object):
      writer.beginObject()
      for member in object.members where member.key != name { writeMade(member, into: &writer) }
      writer.endObject()
    case .array(let values):
      writer.beginArray()
      for value in values { write(value, into: &writer) }
      writer.endArray()
    case .text(let text): writer.value(edit(text))
    default: writer.value(json)
    }
  }

  private func writeMade(_ member: JSONObject.Member, into writer: inout JSONWriter) {
    if member.key == reduced.name {
      guard case .object(let object) = member.value, let rest = object[reduced.to] else { return }
      writer.member(reduced.name) { $0.object { $0.member(reduced.to, rest) } }
    } else if !omitted.contains(where: { member.key.utf8.elementsEqual($0) }) {
      writer.key(member.key)
      write(member.value, into: &writer)
    }
  }
}

/// One object on its way from where it was read.
private struct Copying {
  let revision: JSONRevision
  let document: JSONDocument
  let hasWord: Bool

  func writeObject(at index: Int, without name: String? = nil, into writer: inout JSONWriter) {
    writer.beginObject()
    for key in document.children(of: index) {
      if let name, document.isText(at: key, name) { continue }
      writeMember(at: key, into: &writer)
    }
    writer.endObject()
  }

  private func writeMember(at key: Int, into writer: inout JSONWriter) {
    let reduced = revision.reduced
    if document.isText(at: key, reduced.name) {
      guard document.kind(at: key + 1) == .object, let rest = document.member(reduced.to, of: key + 1) else { return }
      writer.member(reduced.name) { $0.object { $0.member(reduced.to, document.value(at: rest)) } }
    } else if !revision.omitted.contains(where: { document.isText(at: key, $0.span) }) {
      if document.isPlain(at: key) { writer.plainKey(slice(key)) } else { writer.key(document.text(at: key)) }
      write(at: key + 1, into: &writer)
    }
  }

  private func write(at index: Int, into writer: inout JSONWriter) {
    switch document.kind(at: index) {
    case .object: writeObject(at: index, into: &writer)
    case .array:
      writer.beginArray()
      for element in document.children(of: index) { write(at: element, into: &writer) }
      writer.endArray()
    case .text:
      if !hasWord, document.isPlain(at: index) {
        writer.plainText(slice(index))
      } else {
        writer.value(revision.edit(document.text(at: index)))
      }
    case .number, .bool, .null: writer.raw(slice(index))
    }
  }

  private func slice(_ index: Int) -> ArraySlice<UInt8> { document.bytes[document.range(at: index)] }
}

/// Looks for a word in bytes, skipping as many as the word is long where it can (Horspool).
package struct ByteSearch: Sendable {
  private let word: [UInt8]
  private let steps: [Int]

  package init(_ word: [UInt8]) {
    self.word = word
    var steps = [Int](repeating: max(1, word.count), count: 256)
    for (position, byte) in word.dropLast().enumerated() { steps[Int(byte)] = word.count - 1 - position }
    self.steps = steps
  }

  package func finds(in bytes: Span<UInt8>) -> Bool { place(in: bytes, from: 0) != nil }

  /// Where it stands next.
  package func place(in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard let last = word.last else { return nil }
    var index = start + word.count - 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == last, isWord(at: index - word.count + 1, bytes) { return index - word.count + 1 }
      index += steps[Int(byte)]
    }
    return nil
  }

  private func isWord(at start: Int, _ bytes: Span<UInt8>) -> Bool {
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }
}
