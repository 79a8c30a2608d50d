import Support

extension FactLoader {
  mutating func conversation() {
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

  mutating func customer() {
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

  mutating func participants() {
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

  mutating func starts() {
    var start = StartDetail()
    (start.toAssignment, start.toAssignmentInHours) = clocked()
    (start.toAutomated, start.toAutomatedInHours) = clocked()
    start.outcome = BotCode(rawValue: reader.byte()) ?? .none
    start.outcomeSince = instant()
    columns.starts.append(at: UInt32(clamping: created), conversation: UInt32(index), verdict: verdict, start)
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
