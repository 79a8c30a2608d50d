internal import CYAML

/// What libyaml reports, without what nobody here asks for (stream marks, styles of collections, directives).
enum Event {
  case scalar(String, isPlain: Bool)
  case sequenceStart
  case mappingStart
  case collectionEnd
  case documentStart
  case documentEnd
  case streamEnd
  case alias(String)
}

/// Owns libyaml's parser and the bytes it reads from.
final class EventSource {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let isReady: Bool
  private let file: String

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    // The parser keeps pointers into itself and into the input, so both need an address that stays.
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    isReady = yaml_parser_initialize(parser) == 1
    guard isReady else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    input.deallocate()
  }

  /// The next event and where it begins.
  func next() throws(YAMLError) -> (event: Event, mark: YAMLMark) {
    while true {
      var raw = yaml_event_t()
      guard isReady, yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
      defer { yaml_event_delete(&raw) }
      let mark = YAMLMark(raw.start_mark)
      if let event = try translate(&raw, at: mark) { return (event, mark) }
    }
  }

  private func translate(_ raw: inout yaml_event_t, at mark: YAMLMark) throws(YAMLError) -> Event? {
    let tag = try tag(of: &raw, at: mark)
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let bytes = UnsafeBufferPointer(
        start: replyledger_yaml_scalar_bytes(&raw), count: replyledger_yaml_scalar_length(&raw))
      let isPlain = replyledger_yaml_scalar_is_plain(&raw) == 1 && tag == nil
      return .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_ALIAS_EVENT: return .alias(text(replyledger_yaml_anchor(&raw)) ?? "")
    default: return nil
    }
  }

  /// `!!str 12` says in another way what quotes say; any other tag asks for a type that is not read here.
  private func tag(of raw: inout yaml_event_t, at mark: YAMLMark) throws(YAMLError) -> String? {
    guard let tag = text(replyledger_yaml_tag(&raw)), !tag.isEmpty else { return nil }
    if ["!", "tag:yaml.org,2002:str"].contains(tag) { return tag }
    throw YAMLError(file: file, mark: mark, problem: "the tag \(tag) is not read here", hint: "leave it out")
  }

  private func failure() -> YAMLError {
    guard isReady else {
      return YAMLError(file: file, mark: YAMLMark(line: 1, column: 1), problem: "libyaml found no memory")
    }
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read as YAML"
    let context = parser.pointee.context.map { String(cString: $0) + ", " } ?? ""
    // An error in the bytes themselves has an offset and no mark.
    let mark =
      parser.pointee.error == YAML_READER_ERROR
      ? place(of: parser.pointee.problem_offset)
      : YAMLMark(parser.pointee.problem_mark)
    return YAMLError(file: file, mark: mark, problem: context + problem)
  }

  private func place(of offset: Int) -> YAMLMark {
    let before = input.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return YAMLMark(line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: before.count - lineStart + 1)
  }

  private func text(_ bytes: UnsafePointer<UInt8>?) -> String? {
    bytes.map { String(cString: $0) }
  }
}

extension YAMLMark {
  /// libyaml counts from zero.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
