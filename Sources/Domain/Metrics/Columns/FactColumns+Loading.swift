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
  private var created: Int64 = 0
  private var index = 0
  private var verdict: UInt8 = 0
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

  // MARK: - Single values

  private mutating func instant() -> UInt32 { reader.optional().map { UInt32(clamping: created + $0) } ?? never }

  private mutating func change() -> UInt32 { UInt32(clamping: created + reader.signed()) }

  private mutating func length() -> UInt32 { reader.optional().map { UInt32(clamping: max(0, $0)) } ?? never }

  private mutating func clocked() -> (calendar: UInt32, business: UInt32) { (length(), length()) }

  private mutating func person() -> UInt16 {
    let place = reader.text()
    guard place > 0, place < people.count else { return 0 }
    if let known = people[place] { return known }
    let code = columns.people.code(of: reader.texts[place])
    people[place] = code
    return code
  }

  private mutating func rows(_ body: (inout FactLoader) -> Void) {
    for _ in 0..<reader.count() { body(&self) }
  }

  // MARK: - The conversation

  private mutating func conversation() {
    created = reader.signed()
    let standing = Standing(rawValue: reader.byte()) ?? .counted
    // Whose conversations are left out depends on the period that is asked about.
    verdict = standing == .excludedPerson ? 0 : Exclusion(standing)?.rawValue ?? 0
    let known = columns.index(of: key)
    let source = columns.sources.code(of: key.source)
    index = known ?? columns.keys.append(source: source, vendorID: key.vendorID)
    let channel = columns.channels.code(of: reader.optionalText() ?? "")
    let flags = flags()
    let domain = reader.optionalText() ?? ""
    let row = ConversationColumns.Row(
      created: UInt32(clamping: created), standing: verdict, channel: channel, flags: flags, holder: person(),
      response: response())
    columns.conversations.set(index, row)
    attributes(domain)
  }

  private mutating func customer() {
    let email = reader.optionalText()
    let id = reader.optionalText()
    columns.conversations.set(
      customer: email.map { Hash.of($0) } ?? Hash.of("\(key.source)\t\(id ?? key.vendorID)"), of: index)
  }

  private mutating func flags() -> ConversationFlags {
    var flags = ConversationFlags()
    switch reader.byte() {
    case 1: flags.insert(.byCustomer)
    case 2: flags.insert(.byAgent)
    case 3: flags.insert(.byBot)
    default: break
    }
    switch reader.byte() {
    case 1: flags.insert(.createdOutOfHours)
    case 2: flags.insert(.createdInHours)
    default: break
    }
    flags.formUnion(ConversationFlags(rawValue: UInt16(reader.byte())))
    return flags
  }

  private mutating func participants() {
    var members: [ParticipantTable.Member] = []
    rows { loader in
      members.append(ParticipantTable.Member(person: loader.person(), replies: UInt16(clamping: loader.reader.count())))
    }
    let code = columns.participants.code(of: members.sorted { $0.person < $1.person })
    columns.conversations.set(participants: code, of: index)
  }

  private mutating func response() -> ResponseDetail {
    var response = ResponseDetail()
    response.since = instant()
    response.until = instant()
    response.kind = ResponseKind(rawValue: reader.byte()) ?? .noCustomerMessage
    response.business = length()
    response.person = person()
    response.holder = person()
    return response
  }

  private mutating func attributes(_ domain: String) {
    let index = index
    let source = key.source
    // Ids are unique within a source only.
    track(\.inbox) { "\(source)\t\($0)" }
    track(\.group) { "\(source)\t\($0)" }
    track(\.priority) { $0 }
    track(\.type) { $0 }
    track(\.category) { $0 }
    track(\.pipeline) { "\(source)\t\($0)" }
    track(\.company) { "\(source)\t\($0)" }
    let tags = track { loader in loader.texts() }
    set(\.tags, tags.initial, tags.changes)
    track(\.dropped) { $0 }
    columns.attributes.domain.set(index, initial: columns.attributes.domain.code(of: domain), changes: [])
    var fields: [String] = []
    rows { loader in fields.append("\(loader.reader.optionalText() ?? "")=\(loader.reader.optionalText() ?? "")") }
    columns.attributes.fields.set(
      index, initial: columns.attributes.fields.code(of: fields.joined(separator: "\t")), changes: [])
  }

  private mutating func texts() -> String {
    var texts: [String] = []
    rows { loader in texts.append(loader.reader.optionalText() ?? "") }
    return texts.sorted().joined(separator: "\t")
  }

  private mutating func track<Code>(
    _ column: WritableKeyPath<Attributes, AttributeColumn<Code>>, _ name: (String) -> String
  ) {
    let track = track { loader in loader.reader.optionalText().map(name) ?? "" }
    set(column, track.initial, track.changes)
  }

  private mutating func track(_ value: (inout FactLoader) -> String) -> (
    initial: String, changes: [(at: UInt32, value: String)]
  ) {
    let initial = value(&self)
    var changes: [(at: UInt32, value: String)] = []
    rows { loader in
      let at = loader.change()
      changes.append((at, value(&loader)))
    }
    return (initial, changes)
  }

  private func set<Code>(
    _ column: WritableKeyPath<Attributes, AttributeColumn<Code>>, _ initial: String,
    _ changes: [(at: UInt32, value: String)]
  ) {
    let first = columns.attributes[keyPath: column].code(of: initial)
    let codes = changes.map { ($0.at, columns.attributes[keyPath: column].code(of: $0.value)) }
    columns.attributes[keyPath: column].set(index, initial: first, changes: codes)
  }

  private mutating func starts() {
    var start = StartDetail()
    (start.toAssignment, start.toAssignmentInHours) = clocked()
    (start.toAutomated, start.toAutomatedInHours) = clocked()
    start.outcome = BotCode(rawValue: reader.byte()) ?? .none
    start.outcomeSince = instant()
    columns.starts.append(at: UInt32(clamping: created), conversation: UInt32(index), verdict: verdict, start)
  }

  // MARK: - Rows

  private mutating func messages() {
    rows { loader in
      let at = loader.instant()
      let code = MessageCode(rawValue: loader.reader.byte()) ?? .unknown
      let detail = MessageDetail(person: loader.person(), holder: loader.person(), code: code)
      loader.columns.messages.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func customerWords() {
    rows { loader in
      let at = loader.instant()
      let detail = WordDetail(code: MessageCode(rawValue: loader.reader.byte()) ?? .customer)
      loader.columns.customerWords.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  /// What was put aside is the same for all waits; those that are open tell of theirs alone when the rest is not kept.
  private mutating func waits(_ stream: ReferenceWritableKeyPath<FactColumns, FactStream<WaitDetail>>) {
    let tellsAsides = stream == \.waits || !columns.kept.contains(.waits)
    rows { loader in
      let since = loader.instant()
      let flags = WaitFlags(rawValue: loader.reader.byte())
      let until = loader.instant()
      let person = loader.person()
      let holder = loader.person()
      let business = loader.length()
      loader.columns[keyPath: stream].append(
        at: until, conversation: UInt32(loader.index), verdict: loader.verdict,
        WaitDetail(since: since, business: business, person: person, holder: holder, flags: flags))
      loader.rows { loader in
        let from = loader.change()
        let aside = Aside(conversation: UInt32(loader.index), since: since, from: from, to: loader.instant())
        if tellsAsides { loader.columns.asides.append(aside) }
      }
    }
  }

  private mutating func closings() {
    rows { loader in
      let since = loader.instant()
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let question = loader.instant()
      let firstReply = loader.instant()
      let flags = ClosingFlags(rawValue: loader.reader.byte())
      let detail = ClosingDetail(
        since: since, undone: undone, after: after, question: question, firstReply: firstReply,
        person: loader.person(), holder: loader.person(), flags: flags)
      loader.columns.closings.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func counts() {
    rows { loader in
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let flags = ClosingFlags(rawValue: loader.reader.byte())
      let detail = CountsDetail(
        undone: undone, after: after, person: loader.person(), holder: loader.person(), lastReplier: loader.person(),
        replies: UInt16(clamping: loader.reader.count()), turns: UInt16(clamping: loader.reader.count()),
        stations: UInt8(clamping: loader.reader.count()), assignees: UInt8(clamping: loader.reader.count()),
        groups: UInt8(clamping: loader.reader.count()), participants: UInt8(clamping: loader.reader.count()),
        flags: flags)
      loader.columns.counts.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func times() {
    rows { loader in
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let isFirst = loader.reader.byte() == 1
      let person = loader.person()
      let holder = loader.person()
      var lengths = InlineArray<22, UInt32>(repeating: never)
      for index in lengths.indices { lengths[index] = loader.length() }
      loader.columns.times.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict,
        TimesDetail(
          undone: undone, after: after, person: person, holder: holder, isFirst: isFirst, lengths: lengths))
    }
  }

  private mutating func reopens() {
    rows { loader in
      let at = loader.instant()
      let detail = ReopenDetail(
        undone: loader.instant(), person: loader.person(), isTold: loader.reader.byte() == 0)
      loader.columns.reopens.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func stations() {
    rows { loader in
      let since = loader.instant()
      let until = loader.instant()
      let person = loader.person()
      let ending = Ending(rawValue: loader.reader.byte()) ?? .open
      let at = loader.instant()
      let (calendar, business) = loader.clocked()
      loader.columns.stations.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict,
        SpanDetail(
          since: since, until: until, calendar: calendar, business: business, person: person, ending: ending))
    }
  }

  private mutating func spans(
    _ stream: ReferenceWritableKeyPath<FactColumns, FactStream<SpanDetail>>, isDatedByStart: Bool
  ) {
    rows { loader in
      let since = loader.instant()
      let until = loader.instant()
      let ending = Ending(rawValue: loader.reader.byte()) ?? .open
      let person = loader.person()
      let (calendar, business) = loader.clocked()
      loader.columns[keyPath: stream].append(
        at: isDatedByStart ? since : until, conversation: UInt32(loader.index), verdict: loader.verdict,
        SpanDetail(
          since: since, until: until, calendar: calendar, business: business, person: person, ending: ending))
    }
  }

  private mutating func transfers() {
    rows { loader in
      let at = loader.instant()
      let detail = TransferDetail(from: loader.person(), to: loader.person(), flags: loader.reader.byte())
      loader.columns.transfers.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func touches() {
    rows { loader in
      let at = loader.instant()
      let detail = TouchDetail(person: loader.person(), kind: loader.reader.byte())
      loader.columns.touches.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func activity() {
    rows { loader in
      let at = loader.instant()
      let detail = ActivityDetail(isAutomatic: loader.reader.byte() == 1)
      loader.columns.activity.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func logged() {
    rows { loader in
      let at = loader.instant()
      let person = loader.person()
      let detail = LoggedDetail(
        seconds: Int32(clamping: loader.reader.signed()), person: person, billable: loader.reader.byte())
      loader.columns.logged.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func ratings() {
    rows { loader in
      let at = loader.instant()
      let detail = RatingDetail(
        person: loader.person(), score: UInt8(clamping: loader.reader.count()),
        scale: UInt8(clamping: loader.reader.count()), verdict: loader.reader.byte())
      loader.columns.ratings.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func surveys() {
    rows { loader in
      let at = loader.instant()
      let detail = SurveyDetail(person: loader.person(), isRated: loader.reader.byte() == 1)
      loader.columns.surveys.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  private mutating func decisions() {
    rows { loader in
      let kind = loader.reader.byte()
      let outcome = loader.reader.byte()
      let at = loader.instant()
      let since = loader.instant()
      let atRisk = loader.instant()
      let due = loader.instant()
      let ended = loader.instant()
      let overrun = loader.length()
      let detail = DecisionDetail(
        since: since, atRisk: atRisk, due: due, ended: ended, overrun: overrun, holder: loader.person(), kind: kind,
        outcome: outcome)
      loader.columns.decisions.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }
}

/// A number that tells texts apart.
enum Hash {
  static func of(_ text: String) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
