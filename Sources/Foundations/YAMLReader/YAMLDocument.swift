/// A whole YAML text, read into memory: one tree, and the keys that were written twice.
///
/// Aliases are refused: a settings file gains nothing by them, and ten lines of them can expand to gigabytes.
package struct YAMLDocument: Sendable, Equatable {
  package struct DuplicateKey: Sendable, Equatable {
    package var key: String
    package var mark: YAMLMark
    package var firstMark: YAMLMark
  }

  package var root: YAMLNode
  /// In the order of the text. They are data, not an error, so that a reader can report them beside other problems.
  package var duplicateKeys: [DuplicateKey]

  package init(parsing text: String, file: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= limits.bytes else {
      throw YAMLError(
        file: file, mark: YAMLMark(line: 1, column: 1), problem: "the text has \(bytes.count) bytes",
        hint: "at most \(limits.bytes) are read")
    }
    let events = EventSource(bytes, file: file)
    var composer = Composer(events: events, file: file, limits: limits)
    root = try composer.document()
    duplicateKeys = composer.duplicateKeys
  }
}
