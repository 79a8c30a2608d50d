package import CivilTime
package import Support

/// All facts as narrow columns in memory: what every question is answered from, whatever store they are kept in.
///
/// Confined to whoever owns it. A changed conversation keeps its row; its messages are marked dead and appended anew.
package final class FactColumns {
  var sources = NameTable<UInt8>()
  var channels = NameTable<UInt8>()
  /// Code 0 is nobody: the person of a response that has not come.
  var people = NameTable<UInt16>(beginningWith: [""])
  var keys = KeyColumn()
  var conversations = ConversationColumns()
  var messages = MessageColumns()

  package init() {}

  package var conversationCount: Int { keys.count }
  package var messageCount: Int { messages.count - messages.dead }

  package func reserve(conversations count: Int, messages messageCount: Int) {
    conversations.reserve(count)
    messages.reserve(messageCount)
  }

  /// Puts these conversations in place of what was known of them.
  package func replace(_ rows: [FactRow]) {
    var known: [Int] = []
    for row in rows {
      let (index, isNew) = place(row)
      if !isNew { known.append(index) }
    }
    if !known.isEmpty { bury(known) }
    for row in rows {
      guard let index = index(of: row.key) else { continue }
      for message in row.messages { add(message, to: index, standing: row.standing) }
    }
    messages.compactIfWorthwhile()
  }

  /// One conversation without its messages, while loading; `add` brings those.
  package func load(_ row: FactRow) { _ = place(row) }

  /// Which row a conversation has; messages that are loaded name it.
  package func row(of key: ConversationKey) -> Int? { index(of: key) }

  /// One message of a conversation's row while loading.
  package func load(message at: Instant, of row: Int, person: String, leftOut: Exclusion?) {
    let standing = conversations.standing[row]
    messages.append(
      at: seconds(at), conversation: UInt32(row), person: people.code(of: person),
      verdict: standing != 0 ? standing : leftOut?.rawValue ?? 0)
  }

  /// Ends loading: rows come in the order of the store, and in the order of time whole blocks of them are passed over.
  package func settle() {
    let order = Metrics.order(of: conversations.created)
    conversations.arrange(order)
    keys.arrange(order)
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { places[row] = UInt32(place) }
    messages.renumber(places)
    messages.sortByTime()
  }

  func key(of conversation: Int) -> String {
    "\(sources[keys.source(of: conversation)]):\(keys.vendorID(of: conversation))"
  }

  private func bury(_ known: [Int]) {
    var changed = [Bool](repeating: false, count: conversations.count)
    for index in known { changed[index] = true }
    messages.bury(changed)
  }

  private func index(of key: ConversationKey) -> Int? {
    sources.known(key.source).flatMap { keys.row(source: $0, vendorID: key.vendorID) }
  }

  private func place(_ row: FactRow) -> (index: Int, isNew: Bool) {
    let known = index(of: row.key)
    let index =
      known ?? keys.append(source: sources.code(of: row.key.source), vendorID: row.key.vendorID)
    conversations.set(
      index, created: seconds(row.createdAt), channel: channels.code(of: row.channel),
      standing: Exclusion(row.standing)?.rawValue ?? 0, response: row.response,
      person: row.response.person.map { people.code(of: $0) } ?? 0, openWait: row.openWait)
    return (index, known == nil)
  }

  private func add(_ message: MessageFact, to conversation: Int, standing: Standing) {
    let verdict = Exclusion(standing) ?? message.leftOut
    messages.append(
      at: seconds(message.at), conversation: UInt32(conversation), person: people.code(of: message.person),
      verdict: verdict?.rawValue ?? 0)
  }
}

/// Columns hold 32-bit seconds, which reach from 1970 to 2106.
func seconds(_ instant: Instant) -> UInt32 { UInt32(clamping: instant.seconds) }
