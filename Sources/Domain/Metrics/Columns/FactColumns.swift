package import Support

/// All facts as narrow columns in memory: what every question is answered from, whatever store they are kept in.
///
/// Confined to whoever owns it. A changed conversation keeps its row; its other rows are marked as gone and appended
/// anew.
package final class FactColumns {
  var sources = NameTable<UInt8>()
  var channels = NameTable<UInt8>()
  /// Code 0 is nobody.
  var people = NameTable<UInt16>(beginningWith: [""])
  var keys = KeyColumn()
  var conversations = ConversationColumns()
  var participants = ParticipantTable()
  var attributes = Attributes()

  var starts = FactStream<StartDetail>()
  var messages = FactStream<MessageDetail>()
  var customerWords = FactStream<WordDetail>()
  /// Those that nobody has ended.
  var openWaits = FactStream<WaitDetail>()
  var waits = FactStream<WaitDetail>()
  var asides: [Aside] = []
  var closings = FactStream<ClosingDetail>()
  var counts = FactStream<CountsDetail>()
  var times = FactStream<TimesDetail>()
  var reopens = FactStream<ReopenDetail>()
  var stations = FactStream<SpanDetail>()
  var handOffs = FactStream<SpanDetail>()
  var queue = FactStream<SpanDetail>()
  var transfers = FactStream<TransferDetail>()
  var touches = FactStream<TouchDetail>()
  var activity = FactStream<ActivityDetail>()
  var logged = FactStream<LoggedDetail>()
  var ratings = FactStream<RatingDetail>()
  var surveys = FactStream<SurveyDetail>()
  var decisions = FactStream<DecisionDetail>()

  /// What whole blocks come to; a response's is that of its conversation.
  private(set) var messageTotals = BlockTotals<[MessageSum]>()
  private(set) var closingTotals = BlockTotals<ClosingTotal>()
  private(set) var responseTotals = BlockTotals<ResponseTotal>()

  /// What the workspace calls things: see `Naming`.
  package var naming = Naming() { didSet { namingHasChanged() } }
  /// What was worked out from all rows, until they change.
  var workedOut = WorkedOut()
  /// Which facts are kept in memory; questions about others need columns that keep more.
  package let kept: Set<FactSection>

  package init(keeping kept: Set<FactSection> = Set(FactSection.allCases)) { self.kept = kept }

  package var conversationCount: Int { keys.count }
  package var messageCount: Int { messages.count - messages.dead }

  package func reserve(conversations count: Int) {
    conversations.reserve(count)
  }

  /// Puts these conversations in place of what was known of them.
  package func replace(_ rows: [(key: ConversationKey, facts: PackedFacts)]) {
    workedOut = WorkedOut()
    var changed = [Bool](repeating: false, count: conversations.count)
    var anyKnown = false
    for row in rows {
      guard let index = index(of: row.key) else { continue }
      changed[index] = true
      anyKnown = true
      responseTotals.forget(blockOf: index)
    }
    if anyKnown { bury(changed) }
    for row in rows { load(row.key, row.facts) }
    compactIfWorthwhile()
    bringTotalsUpToDate()
  }

  /// Ends loading: rows come in the order of the store, and in the order of time whole blocks of them are passed over.
  package func settle() {
    let order = Metrics.order(of: conversations.created.values)
    conversations.arrange(order)
    keys.arrange(order)
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { places[row] = UInt32(place) }
    attributes.arrange(order, places)
    for index in asides.indices { asides[index].conversation = places[Int(asides[index].conversation)] }
    starts.settle(places)
    messages.settle(places)
    customerWords.settle(places)
    openWaits.settle(places)
    waits.settle(places)
    closings.settle(places) { [closings] in closings.detail.since[$0] }
    counts.settle(places)
    times.settle(places)
    reopens.settle(places)
    stations.settle(places)
    handOffs.settle(places)
    queue.settle(places)
    transfers.settle(places)
    touches.settle(places)
    activity.settle(places)
    logged.settle(places)
    ratings.settle(places)
    surveys.settle(places)
    decisions.settle(places)
    messageTotals = BlockTotals()
    closingTotals = BlockTotals()
    responseTotals = BlockTotals()
    bringTotalsUpToDate()
    workedOut = WorkedOut()
  }

  private func bringTotalsUpToDate() {
    messageTotals.follow(messages.count) { rows in MessageSum.sums(of: messages, in: rows) }
    closingTotals.follow(closings.count) { rows in ClosingTotal(of: closings, in: rows) }
    responseTotals.follow(conversations.count) { rows in ResponseTotal(of: conversations, in: rows) }
  }

  func key(of conversation: Int) -> String {
    "\(sources[keys.source(of: conversation)]):\(keys.vendorID(of: conversation))"
  }

  func index(of key: ConversationKey) -> Int? {
    sources.known(key.source).flatMap { keys.row(source: $0, vendorID: key.vendorID) }
  }

  private func bury(_ changed: [Bool]) {
    asides.removeAll { changed[Int($0.conversation)] }
    starts.bury(changed)
    messages.bury(changed) { messageTotals.forget(blockOf: $0) }
    customerWords.bury(changed)
    openWaits.bury(changed)
    waits.bury(changed)
    closings.bury(changed) { closingTotals.forget(blockOf: $0) }
    counts.bury(changed)
    times.bury(changed)
    reopens.bury(changed)
    stations.bury(changed)
    handOffs.bury(changed)
    queue.bury(changed)
    transfers.bury(changed)
    touches.bury(changed)
    activity.bury(changed)
    logged.bury(changed)
    ratings.bury(changed)
    surveys.bury(changed)
    decisions.bury(changed)
  }

  private func compactIfWorthwhile() {
    if messages.isWorthCompacting {
      messages.compact()
      messageTotals = BlockTotals()
    }
    if starts.isWorthCompacting { starts.compact() }
    if customerWords.isWorthCompacting { customerWords.compact() }
    if openWaits.isWorthCompacting { openWaits.compact() }
    if waits.isWorthCompacting { waits.compact() }
    if closings.isWorthCompacting {
      closings.compact()
      closingTotals = BlockTotals()
    }
    if counts.isWorthCompacting { counts.compact() }
    if times.isWorthCompacting { times.compact() }
    if reopens.isWorthCompacting { reopens.compact() }
    if stations.isWorthCompacting { stations.compact() }
    if handOffs.isWorthCompacting { handOffs.compact() }
    if queue.isWorthCompacting { queue.compact() }
    if transfers.isWorthCompacting { transfers.compact() }
    if touches.isWorthCompacting { touches.compact() }
    if activity.isWorthCompacting { activity.compact() }
    if logged.isWorthCompacting { logged.compact() }
    if ratings.isWorthCompacting { ratings.compact() }
    if surveys.isWorthCompacting { surveys.compact() }
    if decisions.isWorthCompacting { decisions.compact() }
  }
}
