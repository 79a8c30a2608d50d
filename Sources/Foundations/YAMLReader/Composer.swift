/// Builds the tree out of events, within limits.
struct Composer {
  private let events: EventSource
  private let file: String
  private let limits: YAMLLimits
  private var nodes = 0
  private(set) var duplicateKeys: [YAMLDocument.DuplicateKey] = []

  init(events: EventSource, file: String, limits: YAMLLimits) {
    self.events = events
    self.file = file
    self.limits = limits
  }

  /// The only document of the text; an empty text is a document that says nothing.
  mutating func document() throws(YAMLError) -> YAMLNode {
    let start = try events.next()
    guard case .documentStart = start.event else {
      return YAMLNode(.scalar("", isPlain: true), at: YAMLMark(line: 1, column: 1))
    }
    let root = try node(depth: 1)
    _ = try events.next()
    let end = try events.next()
    guard case .streamEnd = end.event else {
      throw error(at: end.mark, "a second document begins", hint: "keep everything above the `---`")
    }
    return root
  }

  private mutating func node(depth: Int) throws(YAMLError) -> YAMLNode {
    let (event, mark) = try events.next()
    return try node(beginning: event, at: mark, depth: depth)
  }

  private mutating func node(beginning event: Event, at mark: YAMLMark, depth: Int) throws(YAMLError) -> YAMLNode {
    try count(at: mark, depth: depth)
    switch event {
    case .scalar(let text, let isPlain): return YAMLNode(.scalar(text, isPlain: isPlain), at: mark)
    case .sequenceStart: return YAMLNode(.sequence(try elements(depth: depth)), at: mark)
    case .mappingStart: return YAMLNode(.mapping(try pairs(depth: depth)), at: mark)
    case .alias(let name):
      throw error(at: mark, "the alias *\(name) is not followed", hint: "write the value out again")
    case .collectionEnd, .documentStart, .documentEnd, .streamEnd:
      throw error(at: mark, "a value is missing", hint: nil)
    }
  }

  private mutating func elements(depth: Int) throws(YAMLError) -> [YAMLNode] {
    var elements: [YAMLNode] = []
    while true {
      let (event, mark) = try events.next()
      if case .collectionEnd = event { return elements }
      elements.append(try node(beginning: event, at: mark, depth: depth + 1))
    }
  }

  private mutating func pairs(depth: Int) throws(YAMLError) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var firstMarks: [String: YAMLMark] = [:]
    while true {
      let (event, mark) = try events.next()
      if case .collectionEnd = event { return pairs }
      guard case .scalar(let key, _) = event else {
        throw error(at: mark, "a key is not a single word", hint: "quote it, if it begins with { or [")
      }
      if let first = firstMarks[key] {
        duplicateKeys.append(YAMLDocument.DuplicateKey(key: key, mark: mark, firstMark: first))
      } else {
        firstMarks[key] = mark
      }
      pairs.append(YAMLPair(key: key, keyMark: mark, value: try node(depth: depth + 1)))
    }
  }

  private mutating func count(at mark: YAMLMark, depth: Int) throws(YAMLError) {
    nodes += 1
    guard nodes <= limits.nodes else { throw error(at: mark, "there are more than \(limits.nodes) values", hint: nil) }
    guard depth <= limits.depth else {
      throw error(at: mark, "values are nested more than \(limits.depth) deep", hint: nil)
    }
  }

  private func error(at mark: YAMLMark, _ problem: String, hint: String?) -> YAMLError {
    YAMLError(file: file, mark: mark, problem: problem, hint: hint)
  }
}
