package import Support

extension FactColumns {
  /// Takes the facts of a conversation. One that is known must have been buried before (`replace` does).
  package func load(_ key: ConversationKey, _ facts: PackedFacts) {
    guard var reader = PackReader(facts.bytes, version: PackedFacts.version) else { return }
    var loader = FactLoader(columns: self, key: key, reader: reader)
    loader.run()
    reader = loader.reader
  }
}

/// Reads one conversation's packed facts into columns.
struct FactLoader {
  let columns: FactColumns
  let key: ConversationKey
  var reader: PackReader
  var created: Int64 = 0
  var index = 0
  var verdict: UInt8 = 0
  /// The code of each person among the texts, found when first needed.
  private var people: [UInt16?]

  init(columns: FactColumns, key: ConversationKey, reader: PackReader) {
    self.columns = columns
    self.key = key
    self.reader = reader
    people = [UInt16?](repeating: nil, count: reader.texts.count)
  }

  mutating func run() {
    for section in FactSection.allCases {
      guard section == .conversation || columns.kept.contains(section) else {
        reader.skipSection()
        continue
      }
      reader.openSection()
      switch section {
      case .conversation: conversation()
      case .starts: starts()
      case .customers: customer()
      case .participants: participants()
      case .messages: messages()
      case .customerWords: customerWords()
      case .openWaits: waits(\.openWaits)
      case .waits: waits(\.waits)
      case .closings: closings()
      case .counts: counts()
      case .times: times()
      case .reopens: reopens()
      case .stations: stations()
      case .handOffs: spans(\.handOffs, isDatedByStart: false)
      case .queue: spans(\.queue, isDatedByStart: true)
      case .transfers: transfers()
      case .touches: touches()
      case .activity: activity()
      case .logged: logged()
      case .ratings: ratings()
      case .surveys: surveys()
      case .decisions: decisions()
      }
    }
  }

  mutating func instant() -> UInt32 { reader.optional().map { UInt32(clamping: created + $0) } ?? never }

  mutating func change() -> UInt32 { UInt32(clamping: created + reader.signed()) }

  mutating func length() -> UInt32 { reader.optional().map { UInt32(clamping: max(0, $0)) } ?? never }

  mutating func clocked() -> (calendar: UInt32, business: UInt32) { (length(), length()) }

  mutating func person() -> UInt16 {
    let place = reader.text()
    guard place > 0, place < people.count else { return 0 }
    if let known = people[place] { return known }
    let code = columns.people.code(of: reader.texts[place])
    people[place] = code
    return code
  }

  mutating func rows(_ body: (inout FactLoader) -> Void) {
    for _ in 0..<reader.count() { body(&self) }
  }
}
