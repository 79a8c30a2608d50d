import Support

/// One row a conversation, in the order of creation after loading.
struct ConversationColumns: Sendable {
  private(set) var created: [UInt32] = []
  /// 0 counts; else the raw value of the exclusion.
  private(set) var standing: [UInt8] = []
  private(set) var channel: [UInt8] = []
  private(set) var flags: [ConversationFlags] = []
  /// Tells customers apart: of a mail address, or of the source's id. Empty where customers are not kept.
  private(set) var customer: [UInt64] = []
  /// Who holds it now.
  private(set) var holder: [UInt16] = []
  /// Everybody who answered, and how often: a code of `ParticipantTable`. Empty where participants are not kept.
  private(set) var participants: [UInt32] = []
  private(set) var response = ResponseColumns()
  private(set) var blocks = Blocks()

  var count: Int { created.count }

  struct Row {
    var created: UInt32
    var standing: UInt8
    var channel: UInt8
    var flags: ConversationFlags
    var holder: UInt16
    var response: ResponseDetail
  }

  mutating func reserve(_ count: Int) {
    created.reserveCapacity(count)
    standing.reserveCapacity(count)
    channel.reserveCapacity(count)
    flags.reserveCapacity(count)
    holder.reserveCapacity(count)
  }

  mutating func set(_ index: Int, _ row: Row) {
    blocks.note(index, at: row.created)
    guard index < count else {
      created.append(row.created)
      standing.append(row.standing)
      channel.append(row.channel)
      flags.append(row.flags)
      holder.append(row.holder)
      response.append(row.response)
      return
    }
    created[index] = row.created
    standing[index] = row.standing
    channel[index] = row.channel
    flags[index] = row.flags
    holder[index] = row.holder
    response[index] = row.response
  }

  mutating func set(customer: UInt64, of index: Int) {
    if index == self.customer.count { self.customer.append(customer) } else { self.customer[index] = customer }
  }

  mutating func set(participants code: UInt32, of index: Int) {
    if index == participants.count { participants.append(code) } else { participants[index] = code }
  }

  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) {
    func arranged<Value>(_ column: [Value]) -> [Value] { order.map { column[$0] } }
    created = arranged(created)
    standing = arranged(standing)
    channel = arranged(channel)
    flags = arranged(flags)
    if !customer.isEmpty { customer = arranged(customer) }
    holder = arranged(holder)
    if !participants.isEmpty { participants = arranged(participants) }
    response.arrange(order)
    blocks = Blocks()
    for row in created.indices { blocks.note(row, at: created[row]) }
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

/// First responses in narrow columns; the one in working hours only where there are any.
struct ResponseColumns: Sendable {
  private(set) var since: [UInt32] = []
  private(set) var until: [UInt32] = []
  private var business: [UInt32] = []
  private(set) var person: [UInt16] = []
  private(set) var holder: [UInt16] = []
  private(set) var kind: [ResponseKind] = []

  @inline(__always) func business(_ index: Int) -> UInt32 { index < business.count ? business[index] : never }

  @inline(__always) subscript(_ index: Int) -> ResponseDetail {
    get {
      ResponseDetail(
        since: since[index], until: until[index], business: business(index),
        person: person[index], holder: holder[index], kind: kind[index])
    }
    set {
      since[index] = newValue.since
      until[index] = newValue.until
      person[index] = newValue.person
      holder[index] = newValue.holder
      kind[index] = newValue.kind
      set(business: newValue.business, of: index)
    }
  }

  mutating func append(_ detail: ResponseDetail) {
    since.append(detail.since)
    until.append(detail.until)
    person.append(detail.person)
    holder.append(detail.holder)
    kind.append(detail.kind)
    set(business: detail.business, of: since.count - 1)
  }

  private mutating func set(business length: UInt32, of index: Int) {
    guard length != never || !business.isEmpty else { return }
    while business.count < since.count { business.append(never) }
    business[index] = length
  }

  mutating func arrange(_ order: [Int]) {
    func arranged<Value>(_ column: [Value]) -> [Value] { order.map { column[$0] } }
    while !business.isEmpty, business.count < since.count { business.append(never) }
    since = arranged(since)
    until = arranged(until)
    business = business.isEmpty ? [] : arranged(business)
    person = arranged(person)
    holder = arranged(holder)
    kind = arranged(kind)
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
