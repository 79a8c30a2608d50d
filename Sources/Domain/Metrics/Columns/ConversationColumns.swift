import CivilTime

/// One row a conversation; `UInt32.max` stands for an instant that is not there.
struct ConversationColumns: Sendable {
  private(set) var created: [UInt32] = []
  private(set) var channel: [UInt8] = []
  /// 0 counts; else the raw value of the exclusion.
  private(set) var standing: [UInt8] = []
  private(set) var responseKind: [UInt8] = []
  /// Why there is no first response, or why the conversation does not count; 0 where there is one. A wait is
  /// `waiting` here, even when silence has ended it by the time of the question.
  private(set) var responseVerdict: [UInt8] = []
  private(set) var responseSince: [UInt32] = []
  private(set) var responseSeconds: [UInt32] = []
  private(set) var responseLapses: [UInt32] = []
  private(set) var responsePerson: [UInt16] = []
  private(set) var waitingSince: [UInt32] = []
  private(set) var waitLapses: [UInt32] = []
  private(set) var blocks = Blocks()

  static let never = UInt32.max

  var count: Int { created.count }

  mutating func reserve(_ count: Int) {
    created.reserveCapacity(count)
    channel.reserveCapacity(count)
    standing.reserveCapacity(count)
    responseKind.reserveCapacity(count)
    responseVerdict.reserveCapacity(count)
    responseSince.reserveCapacity(count)
    responseSeconds.reserveCapacity(count)
    responseLapses.reserveCapacity(count)
    responsePerson.reserveCapacity(count)
    waitingSince.reserveCapacity(count)
    waitLapses.reserveCapacity(count)
  }

  mutating func set(
    _ index: Int, created instant: UInt32, channel code: UInt8, standing verdict: UInt8, response: ResponseFact,
    person: UInt16, openWait: OpenWait?
  ) {
    func orNever(_ instant: Instant?) -> UInt32 { instant.map(seconds) ?? ConversationColumns.never }
    if index == count { appendEmpty() }
    blocks.note(index, at: instant)
    created[index] = instant
    channel[index] = code
    standing[index] = verdict
    responseKind[index] = response.kind.rawValue
    responseVerdict[index] = verdict != 0 ? verdict : Exclusion(response.kind)?.rawValue ?? 0
    responseSince[index] = orNever(response.since)
    responseSeconds[index] = UInt32(clamping: response.seconds ?? 0)
    responseLapses[index] = orNever(response.lapses)
    responsePerson[index] = person
    waitingSince[index] = orNever(openWait?.since)
    waitLapses[index] = orNever(openWait?.lapses)
  }

  private mutating func appendEmpty() {
    created.append(0)
    channel.append(0)
    standing.append(0)
    responseKind.append(0)
    responseVerdict.append(0)
    responseSince.append(0)
    responseSeconds.append(0)
    responseLapses.append(0)
    responsePerson.append(0)
    waitingSince.append(0)
    waitLapses.append(0)
  }

  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) {
    func arranged<Value>(_ column: [Value]) -> [Value] { order.map { column[$0] } }
    created = arranged(created)
    channel = arranged(channel)
    standing = arranged(standing)
    responseKind = arranged(responseKind)
    responseVerdict = arranged(responseVerdict)
    responseSince = arranged(responseSince)
    responseSeconds = arranged(responseSeconds)
    responseLapses = arranged(responseLapses)
    responsePerson = arranged(responsePerson)
    waitingSince = arranged(waitingSince)
    waitLapses = arranged(waitLapses)
    blocks = Blocks()
    for row in created.indices { blocks.note(row, at: created[row]) }
  }
}
