import Support

/// One row a conversation, in the order of creation after loading.
struct ConversationColumns: Sendable {
  private(set) var created = PackedColumn<UInt32>()
  /// 0 counts; else the raw value of the exclusion. Its kind is that of the first response.
  private(set) var standing = VerdictColumn()
  private(set) var channel = PackedColumn<UInt8>()
  private var flagBits = PackedColumn<UInt16>()
  /// Tells customers apart: of a mail address, or of the source's id. Empty where customers are not kept.
  private(set) var customer: [UInt64] = []
  /// Who holds it now.
  private(set) var holder = PackedColumn<UInt16>()
  /// Everybody who answered, and how often: a code of `ParticipantTable`. Empty where participants are not kept.
  private(set) var participants = PackedColumn<UInt32>()
  private(set) var response = ResponseColumns()
  private(set) var blocks = Blocks()

  var count: Int { standing.count }

  @inline(__always) func responseKind(_ row: Int) -> ResponseKind {
    ResponseKind(rawValue: standing.kind(row)) ?? .noCustomerMessage
  }

  @inline(__always) func flags(_ row: Int) -> ConversationFlags { ConversationFlags(rawValue: flagBits[row]) }

  struct Row {
    var created: UInt32
    var standing: UInt8
    var channel: UInt8
    var flags: ConversationFlags
    var holder: UInt16
    var response: ResponseDetail
  }

  mutating func reserve(_ count: Int) {
    standing.reserve(count)
  }

  mutating func set(_ index: Int, _ row: Row) {
    guard index < count else {
      blocks.note(index, at: row.created)
      created.append(row.created)
      standing.append(row.standing, kind: row.response.kind.rawValue)
      channel.append(row.channel)
      flagBits.append(row.flags.rawValue)
      holder.append(row.holder)
      response.append(row.response, created: row.created)
      return
    }
    if created[index] != row.created {
      blocks.note(index, at: row.created)
      created.set(index, to: row.created)
    }
    standing.set(index, to: row.standing, kind: row.response.kind.rawValue)
    channel.set(index, to: row.channel)
    flagBits.set(index, to: row.flags.rawValue)
    holder.set(index, to: row.holder)
    response.set(index, to: row.response, created: row.created)
  }

  mutating func set(customer: UInt64, of index: Int) {
    if index == self.customer.count { self.customer.append(customer) } else { self.customer[index] = customer }
  }

  mutating func set(participants code: UInt32, of index: Int) {
    if index == participants.count { participants.append(code) } else { participants.set(index, to: code) }
  }

  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) {
    response.arrange(order)
    created.arrange(order)
    standing.arrange(order)
    channel.arrange(order)
    flagBits.arrange(order)
    if !customer.isEmpty { customer = order.map { customer[$0] } }
    holder.arrange(order)
    if !participants.isEmpty { participants.arrange(order) }
    blocks = Blocks()
    for row in 0..<count { blocks.note(row, at: created[row]) }
  }
}

/// The first response, or what stands in its place.
struct ResponseDetail: Sendable {
  /// The customer's first message.
  var since = never
  /// When it was answered, or ended unanswered; `never` while it lasts.
  var until = never
  var business = never
  var person: UInt16 = 0
  var holder: UInt16 = 0
  var kind = ResponseKind.noCustomerMessage
}

/// First responses, each with its instants as distances: of the question from the conversation's creation, which are mostly
/// the same, and of the answer from the question.
struct ResponseColumns: Sendable {
  private var nearSince = PackedColumn<UInt32>()
  private var nearUntil = PackedColumn<UInt32>()
  private var business = PackedColumn<UInt32>()
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()

  @inline(__always) func business(_ index: Int) -> UInt32 { business[index] }

  func since(_ index: Int, created: UInt32) -> UInt32 { Near.instant(nearSince[index], to: created) }

  func until(_ index: Int, created: UInt32) -> UInt32 {
    Near.instant(nearUntil[index], to: since(index, created: created))
  }

  /// From question to answer, where both are known.
  @inline(__always) func length(_ index: Int) -> UInt32 { Near.distance(nearUntil[index]) }

  mutating func append(_ detail: ResponseDetail, created: UInt32) {
    nearSince.append(Near.code(detail.since, to: created))
    nearUntil.append(Near.code(detail.until, to: detail.since))
    business.append(detail.business)
    person.append(detail.person)
    holder.append(detail.holder)
  }

  mutating func set(_ index: Int, to detail: ResponseDetail, created: UInt32) {
    nearSince.set(index, to: Near.code(detail.since, to: created))
    nearUntil.set(index, to: Near.code(detail.until, to: detail.since))
    business.set(index, to: detail.business)
    person.set(index, to: detail.person)
    holder.set(index, to: detail.holder)
  }

  mutating func arrange(_ order: [Int]) {
    nearSince.arrange(order)
    nearUntil.arrange(order)
    business.arrange(order)
    person.arrange(order)
    holder.arrange(order)
  }
}

enum ResponseKind: UInt8, CaseIterable, Sendable {
  case answered, unanswered, waiting, noCustomerMessage
}

struct ConversationFlags: OptionSet, Sendable {
  var rawValue: UInt16

  static let hasStates = ConversationFlags(rawValue: 1)
  static let hasReply = ConversationFlags(rawValue: 2)
  static let hasAssignment = ConversationFlags(rawValue: 4)
  static let hasAutomated = ConversationFlags(rawValue: 8)
  static let byCustomer = ConversationFlags(rawValue: 16)
  static let byAgent = ConversationFlags(rawValue: 32)
  static let byBot = ConversationFlags(rawValue: 64)
  static let createdOutOfHours = ConversationFlags(rawValue: 128)
  static let createdInHours = ConversationFlags(rawValue: 256)
}
