internal import CivilTime
internal import DemoCompany
internal import JSONReader

extension LiveChatDouble {
  /// All that the vendor knows. Chats are written as JSON once, and again when something happened in them.
  struct Books: Sendable {
    private(set) var threads: [String: Thread] = [:]
    /// By beginning.
    private var order: [LiveChatArchiveQuery.Key] = []
    private var running: Set<String> = []
    /// The last thread of each chat.
    private(set) var latest: [String: String] = [:]
    private var cache: [String: [UInt8]] = [:]
    var people: [Person] = []
    var groups: [Int: String] = [0: "General"]
    /// What is going to happen, the last of it first.
    var future: [(at: Instant, tale: Tale)] = []
  }
}

extension LiveChatDouble.Books {
  mutating func put(_ thread: LiveChatDouble.Thread) {
    var thread = thread
    if threads[thread.id] == nil {
      order.insert(thread.key, at: place(of: thread.key))
      if let before = latest[thread.chatID], before != thread.id {
        thread.previous = before
        threads[before]?.next = thread.id
        cache[before] = nil
      }
      latest[thread.chatID] = thread.id
    } else {
      thread.previous = threads[thread.id]?.previous
      thread.next = threads[thread.id]?.next
    }
    if thread.isActive { running.insert(thread.id) } else { running.remove(thread.id) }
    threads[thread.id] = thread
    cache[thread.id] = nil
  }

  mutating func change(_ id: String, _ body: (inout LiveChatDouble.Thread) -> Void) {
    guard var thread = threads[id] else { return }
    body(&thread)
    put(thread)
  }

  mutating func remove(_ id: String) {
    guard let thread = threads.removeValue(forKey: id) else { return }
    let index = place(of: thread.key)
    if index < order.count, order[index] == thread.key { order.remove(at: index) }
    running.remove(id)
    cache[id] = nil
    if latest[thread.chatID] == id { latest[thread.chatID] = thread.previous }
  }

  mutating func rendered(_ id: String) -> [UInt8] {
    if let bytes = cache[id] { return bytes }
    var json = JSONWriter()
    threads[id]?.write(to: &json)
    let bytes = json.take()
    cache[id] = bytes
    return bytes
  }

  /// The chats, each by its last thread, the newest first.
  var latestThreads: [String] {
    order.reversed().map(\.id).filter { id in threads[id].map { latest[$0.chatID] == id } ?? false }
  }

  /// What is over, in the wanted span; runs are not in the archive.
  func page(of query: LiveChatArchiveQuery) -> (ids: [String], found: Int, next: String?) {
    let first = place(of: query.from)
    let span = first..<max(first, place(of: query.to))
    let found = span.count - running.count { threads[$0].map { query.from < $0.key && $0.key < query.to } ?? false }
    let rest = rest(of: span, query)
    var page: [LiveChatArchiveQuery.Key] = []
    for step in 0..<rest.count {
      let key = order[query.isAscending ? rest.lowerBound + step : rest.upperBound - 1 - step]
      if running.contains(key.id) { continue }
      guard page.count < query.limit else { return (page.map(\.id), found, page.last.map(query.mark)) }
      page.append(key)
    }
    return (page.map(\.id), found, nil)
  }

  /// What of the span lies behind the thread that was shown last.
  private func rest(of span: Range<Int>, _ query: LiveChatArchiveQuery) -> Range<Int> {
    guard let after = query.after else { return span }
    let index = place(of: after)
    guard query.isAscending else { return span.clamped(to: 0..<index) }
    let next = index < order.count && order[index] == after ? index + 1 : index
    return span.clamped(to: next..<max(next, order.count))
  }

  /// The index of the first key that is not smaller.
  private func place(of key: LiveChatArchiveQuery.Key) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if order[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
