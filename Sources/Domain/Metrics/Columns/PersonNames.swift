import Support

/// Under which name somebody counts who is called otherwise at a source, or for a while.
package struct PersonNames: Equatable, Sendable {
  package struct Span: Equatable, Sendable {
    /// Where; nothing for everywhere.
    var source: String?
    var from: UInt32
    var to: UInt32
    var person: String
  }

  /// By what facts call them; what was decided last comes first.
  private(set) var spans: [String: [Span]] = [:]

  /// Finds people of the list by other spellings of their names, wherever nothing else is known of a name.
  var matcher: PeopleMatcher?
  /// Names that mean nobody of the list: somebody said so.
  var refused: Set<String> = []

  package init() {}

  package var isEmpty: Bool { spans.isEmpty && matcher == nil }

  /// - Parameter source: where the name is used; nothing for everywhere.
  package mutating func add(
    _ name: String, is person: String, in source: String? = nil, from: UInt32 = 0, to: UInt32 = .max
  ) {
    guard name != person, from < to else { return }
    spans[name, default: []].insert(Span(source: source, from: from, to: to, person: person), at: 0)
  }

  /// The person at that moment. One name may lead to the next: an alias to somebody who became somebody else.
  func person(called name: String, in source: String?, at instant: UInt32) -> String {
    var name = name
    var seen: Set<String> = []
    while let next = next(name, in: source, at: instant), seen.insert(name).inserted, !seen.contains(next) {
      name = next
    }
    return name
  }

  private func next(_ name: String, in source: String?, at instant: UInt32) -> String? {
    let span = spans[name]?.first { span in
      (span.source == nil || span.source == source) && span.from <= instant && instant < span.to
    }
    return span?.person ?? otherSpelling(of: name)
  }

  private func otherSpelling(of name: String) -> String? {
    guard let matcher, !refused.contains(name), let found = matcher.exact(name: name) else { return nil }
    return found == name ? nil : found
  }

  /// From when to when a name means whom, in one source; without gaps, from the beginning to the end of time.
  func stretches(of name: String, in source: String?) -> [(from: UInt32, to: UInt32, person: String)] {
    var cuts: Set<UInt32> = [0]
    var names = [name]
    var seen: Set<String> = []
    while let next = names.popLast() {
      guard seen.insert(next).inserted else { continue }
      for span in spans[next] ?? [] where span.source == nil || span.source == source {
        cuts.formUnion([span.from, span.to])
        names.append(span.person)
      }
      if let other = otherSpelling(of: next) { names.append(other) }
    }
    let starts = cuts.subtracting([.max]).sorted()
    var stretches: [(from: UInt32, to: UInt32, person: String)] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : .max
      let person = person(called: name, in: source, at: start)
      if let last = stretches.last, last.person == person {
        stretches[stretches.count - 1].to = end
      } else {
        stretches.append((start, end, person))
      }
    }
    return stretches
  }

  /// Where a name means somebody of its own.
  func sources(of name: String) -> Set<String> {
    var found: Set<String> = []
    var names = [name]
    var seen: Set<String> = []
    while let next = names.popLast() {
      guard seen.insert(next).inserted else { continue }
      for span in spans[next] ?? [] {
        if let source = span.source { found.insert(source) }
        names.append(span.person)
      }
      if let other = otherSpelling(of: next) { names.append(other) }
    }
    return found
  }
}

/// What each person's code is called in answers: mostly always the same, else by source and moment.
struct PersonLabels {
  struct Span {
    var source: UInt8
    var from: UInt32
    var to: UInt32
    var label: UInt32
  }

  private(set) var names: [String]
  /// By the person's code.
  private(set) var always: [UInt32]
  /// For codes whose label is not always the same; empty when there is none.
  private(set) var spans: [[Span]] = []

  init(_ columns: FactColumns) {
    let aliases = columns.naming.people
    var table = NameTable<UInt32>()
    always = columns.people.names.map { name in
      // Nobody is nobody at all times.
      table.code(
        of: name.isEmpty ? FactColumns.unassigned : aliases.isEmpty ? name : PersonLabels.usual(name, aliases))
    }
    names = table.names
    guard !aliases.isEmpty else { return }
    let found = columns.people.names.map { name in PersonLabels.spans(of: name, aliases, columns, &table) }
    names = table.names
    if found.contains(where: { !$0.isEmpty }) { spans = found }
  }

  private static func usual(_ name: String, _ aliases: PersonNames) -> String {
    aliases.stretches(of: name, in: nil)[0].person
  }

  private static func spans(
    of name: String, _ aliases: PersonNames, _ columns: FactColumns, _ table: inout NameTable<UInt32>
  ) -> [Span] {
    let everywhere = aliases.stretches(of: name, in: nil)
    guard everywhere.count > 1 || !aliases.sources(of: name).isEmpty else { return [] }
    return columns.sources.names.enumerated().flatMap { code, source in
      aliases.stretches(of: name, in: source).map { stretch in
        Span(source: UInt8(clamping: code), from: stretch.from, to: stretch.to, label: table.code(of: stretch.person))
      }
    }
  }

  /// Whether a person's code is enough to know the label.
  var isTimeless: Bool { spans.isEmpty }

  @inline(__always) func label(of person: UInt16, in source: UInt8, at instant: UInt32) -> UInt32 {
    guard !spans.isEmpty else { return always[Int(person)] }
    for span in spans[Int(person)] where span.source == source && span.from <= instant && instant < span.to {
      return span.label
    }
    return always[Int(person)]
  }

  func name(of person: UInt16, in source: UInt8, at instant: UInt32) -> String {
    names[Int(label(of: person, in: source, at: instant))]
  }
}

extension FactColumns {
  /// What people are called, worked out once until names or rows change.
  func personLabels() -> PersonLabels {
    if let known = workedOut.labels { return known }
    let labels = PersonLabels(self)
    workedOut.labels = labels
    return labels
  }
}
