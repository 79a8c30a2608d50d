import CivilTime
import JSONReader
import Support

/// One conversation of a data export while its files come in, the newest file first, and in each the newest message.
struct ExportConversation {
  private let source: String
  private let observedAt: Instant
  /// Which participant is the company.
  private let company: String?
  /// The name of the folder, for files that do not say where they lay.
  private let folder: String?

  private(set) var path: String?
  private(set) var participants: [String] = []
  private var messages: [ExportMessage] = []
  private var rows: [UInt8] = []
  private(set) var rowCount = 0
  private(set) var unsent = 0

  init(source: String, company: String?, folder: String?, observedAt: Instant) {
    self.source = source
    self.company = company
    self.folder = folder
    self.observedAt = observedAt
  }

  mutating func take(text: JSONField, of key: String) {
    if key == "thread_path" { path = path ?? text.repairedText }
  }

  mutating func take(participant: JSONField) {
    guard let name = participant["name"].repairedText, !participants.contains(name) else { return }
    participants.append(name)
  }

  mutating func take(message bytes: ArraySlice<UInt8>) throws {
    rowCount += 1
    if !rows.isEmpty { rows.append(UInt8(ascii: ",")) }
    rows += bytes
    guard let message = try ExportMessage(try JSONValue(utf8: Array(bytes)).root) else {
      unsent += 1
      return
    }
    messages.append(message)
  }

  /// Everybody who is named, the participants first.
  var people: [String] {
    var people = participants
    for message in messages where !people.contains(message.sender) { people.append(message.sender) }
    return people
  }

  /// `inbox/JoBerg_123` and `archived_threads/JoBerg_123` are the same conversation.
  var id: String? {
    let name = (path ?? folder)?.split(separator: "/").last.map(String.init)
    return name.flatMap { $0.utf8.contains(0) ? nil : $0 }
  }
}

extension ExportConversation {
  /// Nothing where nobody wrote anything.
  ///
  /// - Throws: `BadRecord` where it cannot be told which conversation this is, or who in it is the company.
  func record() throws -> Record? {
    guard !messages.isEmpty else { return nil }
    guard let id else { throw BadRecord("it has no thread_path; keep the file in its folder, and name the folder") }
    let (company, others) = try sides()
    let customers = others.map { Actor(kind: .customer, id: "\(id)/\($0)", name: $0) }
    let conversation = Conversation(
      key: ConversationKey(source: source, vendorID: id), channel: .directMessage,
      customerID: customers.first?.id ?? id, customerName: customers.first?.name, hasStates: false)
    let byName = Dictionary(customers.map { ($0.name, $0) }) { first, _ in first }
    return Record(
      conversation: conversation, events: events { $0 == company ? .unnamedAgent : byName[$0] },
      payload: payload(company: company))
  }

  /// In a group all but the company are customers.
  private func sides() throws -> (company: String, others: [String]) {
    let people = people
    guard let company else { throw MessengerExportError.companyUnknown(participants: people) }
    let found = people.first { $0 == company } ?? people.first { $0.lowercased() == company.lowercased() }
    guard let found else {
      let names = people.map { quoted($0) }.joined(separator: ", ")
      throw BadRecord(
        "\(quoted(company)) is none of its participants (\(names)); name the company as the export does, with --company"
      )
    }
    return (found, people.filter { $0 != found })
  }

  /// Messages of one moment are in the reversed order of the file. Equal ones are told apart by their number, so that a
  /// later and larger export finds them again.
  private func events(_ actor: (String) -> Actor?) -> [Event] {
    let sorted = messages.reversed().enumerated().sorted {
      ($0.element.milliseconds, $0.offset) < ($1.element.milliseconds, $1.offset)
    }
    var rank = 0
    var last: Int64?
    var seen: [String: Int] = [:]
    return sorted.map { _, message in
      if message.milliseconds == last { rank += 1 } else { (rank, seen) = (0, [:]) }
      last = message.milliseconds
      let ordinal = seen["\(message.sender)\n\(message.essence)", default: 0]
      seen["\(message.sender)\n\(message.essence)"] = ordinal + 1
      return Event(
        id: message.id(ordinal), occurredAt: Instant(seconds: message.milliseconds.floorDivided(by: 1_000)),
        observedAt: observedAt, sequence: Int(message.milliseconds % 1_000) * 1_000 + rank,
        actor: actor(message.sender) ?? Actor(kind: .unknown, id: "", name: message.sender),
        happening: .message(message.kind), text: message.text)
    }
  }

  /// What was read, and who was taken for the company: with another one the same file says something else.
  private func payload(company: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("company", company)
      json.member("thread_path", path)
      json.member("participants") { json in json.array { json in for name in participants { json.value(name) } } }
      json.member("messages") { $0.raw([UInt8(ascii: "[")] + rows + [UInt8(ascii: "]")]) }
    }
    return json.take()
  }
}

extension ExportMessage {
  fileprivate func id(_ ordinal: Int) -> String {
    var hash = StableHash()
    hash.absorb(UInt64(bitPattern: milliseconds))
    hash.absorb(sender)
    hash.absorb(essence)
    hash.absorb(UInt64(ordinal))
    return "export:\(hash.finished().shortText)"
  }
}
