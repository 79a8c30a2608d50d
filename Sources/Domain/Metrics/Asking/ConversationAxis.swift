import Support

/// What every conversation is called in one respect: a code for each, and what the codes stand for.
struct ConversationAxis: Sendable {
  /// One part of what a code stands for. Parts of products add up to one; tags count once each.
  struct Part: Sendable {
    var label: Int
    var share: Double
  }

  let codes: [UInt32]
  let labels: [String]
  /// For codes that stand for several labels: the parts of each code. Elsewhere a code is its label.
  let parts: [[Part]]?
  /// Whether parts of one conversation make up one.
  let addsUp: Bool

  init(codes: [UInt32], labels: [String], parts: [[Part]]? = nil, addsUp: Bool = true) {
    self.codes = codes
    self.labels = labels
    self.parts = parts
    self.addsUp = addsUp
  }

  /// How many codes there are.
  var size: Int { max(1, parts?.count ?? labels.count) }

  func labels(of code: Int) -> [Part] { parts?[code] ?? [Part(label: code, share: 1)] }

  /// The codes that have one of these labels.
  func codes(of wanted: Set<String>) -> [Bool] {
    let isWanted = labels.map(wanted.contains)
    guard let parts else { return isWanted }
    return parts.map { $0.contains { isWanted[$0.label] } }
  }

  /// Whether two conversations share a label.
  func overlap(_ one: Int, _ other: Int) -> Bool {
    if codes[one] == codes[other] { return true }
    guard let parts else { return false }
    let others = parts[Int(codes[other])]
    return parts[Int(codes[one])].contains { part in others.contains { $0.label == part.label } }
  }
}

/// What was worked out from all rows, kept until they change.
struct WorkedOut {
  struct AxisKey: Hashable {
    var dimension: Dimension
    var end: UInt32
    var attribution: Attribution?
  }

  private(set) var axes: [AxisKey: ConversationAxis] = [:]
  var arrivals: Arrivals?
  var holders: HolderIndex?
  var doneOf: [UInt32: [(since: UInt32, at: UInt32)]]?
  var labels: PersonLabels?
  var grades: RatingGrades?

  /// Beyond this many the oldest questions are not asked again soon, and each costs some megabytes.
  private static let limit = 24

  mutating func keep(_ axis: ConversationAxis, as key: AxisKey) {
    if axes.count >= WorkedOut.limit { axes = [:] }
    axes[key] = axis
  }
}

extension FactColumns {
  /// What conversations were called at the end of a period, or when they were done if that was before (M11).
  func axis(of dimension: Dimension, at end: UInt32, by attribution: Attribution? = nil) -> ConversationAxis {
    let key = WorkedOut.AxisKey(dimension: dimension, end: end, attribution: attribution)
    if let known = workedOut.axes[key] { return known }
    let axis = work(out: dimension, at: end, by: attribution)
    workedOut.keep(axis, as: key)
    return axis
  }

  private func work(out dimension: Dimension, at end: UInt32, by attribution: Attribution?) -> ConversationAxis {
    switch dimension {
    case .source: return plain(keys.sources.map(UInt32.init), sources.names)
    case .channel: return plain(conversations.channel.values.map(UInt32.init), channels.names)
    case .initiator:
      return plain((0..<conversations.count).map { conversations.flags($0).initiator }, ConversationFlags.initiators)
    case .inbox: return named(attributes.inbox, .inbox, at: end)
    case .group: return named(attributes.group, .team, at: end)
    case .pipeline: return named(attributes.pipeline, .pipeline, at: end)
    case .priority: return worded(attributes.priority, at: end)
    case .type: return worded(attributes.type, at: end)
    case .category: return worded(attributes.category, at: end)
    case .tag: return tags(at: end)
    case .product: return products(at: end)
    case .client: return clients(at: end)
    case .person, .team: return people(by: attribution ?? .participants, teams: dimension == .team, at: end)
    case .class, .day, .week, .month, .weekday, .hour:
      return ConversationAxis(codes: [], labels: [])
    }
  }

  /// Codes of names, several of which may be the same label.
  private func plain(_ codes: [UInt32], _ names: [String]) -> ConversationAxis {
    var labels = NameTable<UInt32>()
    let map = names.map { labels.code(of: $0) }
    guard labels.names.count < names.count else { return ConversationAxis(codes: codes, labels: names) }
    return ConversationAxis(codes: codes.map { map[Int($0)] }, labels: labels.names)
  }

  /// Ids that the directory has names for.
  private func named<Code>(_ column: AttributeColumn<Code>, _ kind: DirectoryEntry.Kind, at end: UInt32)
    -> ConversationAxis
  {
    let names = column.names.names.map { name -> String in
      guard let (source, id) = FactColumns.split(name) else { return FactColumns.noValue }
      return naming.directory.name(of: id, as: kind, in: source) ?? id
    }
    return plain(codes(of: column, at: end), names)
  }

  private func worded<Code>(_ column: AttributeColumn<Code>, at end: UInt32) -> ConversationAxis {
    plain(codes(of: column, at: end), column.names.names.map { $0.isEmpty ? FactColumns.noValue : $0 })
  }

  private func tags(at end: UInt32) -> ConversationAxis {
    var labels = NameTable<UInt32>()
    let parts = attributes.tags.names.names.map { set -> [ConversationAxis.Part] in
      let tags = set.isEmpty ? [FactColumns.noValue] : set.split(separator: "\t").map(String.init)
      return tags.map { ConversationAxis.Part(label: Int(labels.code(of: $0)), share: 1) }
    }
    return ConversationAxis(
      codes: codes(of: attributes.tags, at: end), labels: labels.names, parts: parts, addsUp: false)
  }

  package static let noValue = "None"

  static func split(_ name: String) -> (source: String, id: String)? {
    guard let tab = name.utf8.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    return (String(name[..<tab]), String(name[name.utf8.index(after: tab)...]))
  }

  func codes<Code>(of column: AttributeColumn<Code>, at end: UInt32) -> [UInt32] {
    column.codes { lookAt($0, before: end) }.map(UInt32.init)
  }

  /// The instant at which to look: the last second of the period, or when the conversation was done by then.
  private func lookAt(_ conversation: Int, before end: UInt32) -> UInt32 {
    let last = doneEpisodes(of: conversation).last { $0.since < end }
    guard let last, last.at < end else { return end &- 1 }
    return last.at
  }

  private func doneEpisodes(of conversation: Int) -> [(since: UInt32, at: UInt32)] {
    if let known = workedOut.doneOf { return known[UInt32(conversation)] ?? [] }
    var found: [UInt32: [(since: UInt32, at: UInt32)]] = [:]
    for row in 0..<closings.count where closings.verdict[row] != Verdict.gone {
      found[closings.conversation[row], default: []].append((closings.detail.since[row], closings.at[row]))
    }
    for key in Array(found.keys) { found[key]?.sort { $0.since < $1.since } }
    workedOut.doneOf = found
    return found[UInt32(conversation)] ?? []
  }
}

extension ConversationFlags {
  static let initiators = ["Unknown", "Customer", "Agent", "Bot"]

  var initiator: UInt32 {
    contains(.byCustomer) ? 1 : contains(.byAgent) ? 2 : contains(.byBot) ? 3 : 0
  }
}
