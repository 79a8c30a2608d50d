/// The filters of a question as tables of allowed codes; empty tables allow everything.
///
/// Where parts of a row are asked for, such as one of two products, the row passes, and the filter leaves its dimension
/// for `Grouping` to take the part.
struct RowFilter {
  private var conversations: [Bool] = []
  private var people: [Bool] = []
  /// Where it matters when a row was: whom it must be of.
  private var peopleThen: (PersonLabels, [Bool])?
  private var teams: (Teams, [Bool])?
  private let sources: [UInt8]
  /// The classes that count, of numbers that count rows of some class; others take their classes apart themselves.
  private var classes: [Bool] = []
  private let crediting: Crediting
  let passesAll: Bool
  /// Filters of which only a part of a row may be meant.
  private(set) var partial: [Filter] = []
  /// Of conversations that are left out because of whose they are, by the period's end.
  let dropped: [Bool]

  init(_ asked: Asked) {
    let columns = asked.columns
    crediting = Crediting(asked)
    sources = columns.keys.sources
    dropped = RowFilter.dropped(asked)
    for filter in asked.query.filters {
      let wanted = Set(filter.values)
      switch filter.dimension {
      case .person where !asked.attribution.sharesRows:
        let labels = columns.personLabels()
        let allowed = labels.names.map(wanted.contains)
        if labels.isTimeless {
          people = labels.always.map { allowed[Int($0)] }
        } else {
          peopleThen = (labels, allowed)
        }
      case .team where !asked.attribution.sharesRows:
        let found = Teams(columns)
        teams = (found, found.names.map(wanted.contains))
      case .class where asked.query.metric.definition.kind == .count:
        classes = asked.query.metric.definition.classes.map(wanted.contains)
      case .day, .week, .month, .weekday, .hour, .class: continue
      default:
        let axis = columns.axis(of: filter.dimension, at: asked.end, by: asked.attribution)
        let allowed = axis.codes(of: wanted)
        if axis.parts != nil, axis.addsUp { partial.append(filter) }
        if conversations.isEmpty { conversations = [Bool](repeating: true, count: columns.conversationCount) }
        for index in conversations.indices where conversations[index] {
          conversations[index] = allowed[Int(axis.codes[index])]
        }
      }
    }
    // Nothing of a source enters a number that it can only guess at.
    let guessing = columns.guessing(at: asked.query)
    if !guessing.isEmpty {
      if conversations.isEmpty { conversations = [Bool](repeating: true, count: columns.conversationCount) }
      for index in conversations.indices where guessing.contains(sources[index]) { conversations[index] = false }
    }
    passesAll =
      conversations.isEmpty && people.isEmpty && peopleThen == nil && teams == nil && classes.isEmpty
  }

  @inline(__always) func passes(_ table: some RowTable, _ row: Int) -> Bool {
    if !conversations.isEmpty, !conversations[table.conversation(row)] { return false }
    if !people.isEmpty, !people[Int(crediting.person(table, row))] { return false }
    if !classes.isEmpty, !classes[min(table.classCode(row), classes.count - 1)] { return false }
    guard peopleThen != nil || teams != nil else { return true }
    let person = crediting.person(table, row)
    let source = sources[table.conversation(row)]
    if let (labels, allowed) = peopleThen, !allowed[Int(labels.label(of: person, in: source, at: table.at(row)))] {
      return false
    }
    if let (teams, allowed) = teams, !allowed[teams.code(of: person, in: source, at: table.at(row))] { return false }
    return true
  }

  private static func dropped(_ asked: Asked) -> [Bool] {
    let column = asked.columns.attributes.dropped
    guard column.names.names.count > 1 else { return [] }
    return column.codes { _ in asked.end &- 1 }.map { $0 != 0 }
  }
}

extension FactColumns {
  /// The codes of sources that can only guess at what is asked.
  func guessing(at query: MetricQuery) -> Set<UInt8> {
    var guessing = Set(naming.guessed.lazy.filter { $0.value.contains(query.metric) }.map(\.key))
    if query.isByClient { guessing.formUnion(naming.guessesClients) }
    return Set(guessing.compactMap { self.sources.known($0) })
  }
}
