import CivilTime
import Fetching
import JSONReader
import Support

/// The walk through the archive.
///
/// Nothing is lost on the way although chats are archived while it goes on. A lane lists threads by their beginning, up
/// to an end that was fixed when the walk began, and goes from page to page by the vendor's own mark, so that none is
/// skipped that was there. A thread that is archived behind our back, where a lane has passed already, was running when
/// the walk began: it is in the next sync's overlap. One that ran for longer than the overlap is found by the list of
/// running chats, which shows when it was last written in, or when recent days are read again.
extension LiveChatSession {
  func archives(reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws -> Page {
    let lanes = try position.map { try [LiveChatLane]($0) } ?? lanes(of: reach, begunAt: start)
    let steps = try await api.calls.each(lanes) { lane in try await self.step(lane) }
    var page = Page(next: steps.flatMap(\.lanes).position)
    if position == nil, case .identities = reach { page.identities = knownRunning.keys.sorted() }
    if position == nil { page.total = steps.reduce(0) { $0 + $1.found } }
    for step in steps {
      if step.isHidden { page.delivery.warnings.append(LiveChatRecord.hidden) }
      for chat in step.chats { add(chat, to: &page, reaching: reach) }
    }
    return page
  }

  /// Identities are a walk that nobody waits for: one lane costs the fewest calls, and calls are billed. What was written
  /// on a day may stand in a chat that began before it.
  private func lanes(of reach: Reach, begunAt start: Instant) -> [LiveChatLane] {
    switch reach {
    case .identities(let since): [LiveChatLane(from: since, until: start)].filter { $0.from < $0.until }
    case .window(let from, let to): LiveChatLane.all(from: from + -LiveChatSession.longest, until: min(to, start))
    default: LiveChatLane.all(from: reach.livechatBeginning ?? start, until: start)
    }
  }

  private static let longest: Int64 = 72 * 3_600

  private func add(_ chat: JSONField, to page: inout Page, reaching reach: Reach) {
    let threads = LiveChatThread.all(of: chat)
    if threads.isEmpty {
      let name = chat["id"].livechatText.map { "chat \($0)" } ?? "a chat of the archive"
      page.delivery.rejected.append(RejectedRow(where: name, why: "expected a chat with a thread, found none"))
    }
    for thread in threads {
      let id = thread["id"].livechatText
      if case .identities = reach {
        if let id { page.identities.append(id) }
      } else if !thread.isBefore(reach) {
        page.items.append(item(id, thread, in: chat))
      }
    }
  }

  func item(_ id: String?, _ thread: JSONField, in chat: JSONField) -> Item {
    Item("chat \(id ?? "without an id")") { [self] in
      let delivery = try records.delivery(of: thread, in: chat)
      if delivery.records.isEmpty { noteHiding() }
      return delivery
    }
  }
}

/// What one call brought a lane.
private struct LiveChatStep: Sendable {
  var chats: [JSONField] = []
  var found = 0
  /// Where the walk goes on from here.
  var lanes: [LiveChatLane] = []
  var isHidden = false
}

extension LiveChatSession {
  private func step(_ lane: LiveChatLane) async throws -> LiveChatStep {
    let isNoPlans = lane.page != nil || lane.from > now + -LiveChatLane.shownByEveryPlan
    let answer = try await patiently(isNoPlans: isNoPlans, isHidden: isHidden(lane.from)) {
      try await api.archives(of: lane)
    }
    guard let problem = LiveChatProblem(answer.json) else { return try rows(of: lane, answer) }
    switch problem.type {
    case "limit_reached": return shrink(lane)
    case "request_timeout":
      guard let halves = lane.halves else { throw trouble(.unreachable, "gives up on it", problem) }
      return LiveChatStep(lanes: halves)
    // A page that is no more, such as one from a month ago: its lane begins anew, and what it repeats is harmless.
    case "validation" where lane.page != nil: return LiveChatStep(lanes: [lane.anew])
    default: throw trouble(.refused, "refused the request", problem)
    }
  }

  /// What the archive answers when it is not the limit of calls that refuses it, which has the name of the plan's.
  ///
  /// “Otherwise 1, 2, 4 … seconds”, and then a call that no plan limits, which waits until calls are let through again:
  /// what is refused after that is refused by the plan. A plan hides no page after the first, nothing of the last days,
  /// and everything before what it hides.
  func patiently(
    isNoPlans: Bool, isHidden: Bool = false, _ ask: () async throws -> VendorAnswer
  ) async throws -> VendorAnswer {
    var answer = try await ask()
    for attempt in 0... {
      guard LiveChatProblem(answer.json)?.type == "limit_reached", isNoPlans || !isHidden,
        try await mayPass(isNoPlans, attempt)
      else { break }
      answer = try await ask()
    }
    return answer
  }

  private func mayPass(_ isNoPlans: Bool, _ attempt: Int) async throws -> Bool {
    guard attempt < (isNoPlans ? 6 : 2) else {
      guard isNoPlans else { return false }
      throw VendorError(
        .exhausted, "list the archived chats of LiveChat", cause: "its limit of calls does not pass (limit_reached)",
        hint: "the next sync goes on where this one stopped")
    }
    try await api.calls.pause(Double(1 << attempt))
    _ = try await api.chats(page: nil, limit: 1)
    return true
  }

  private func rows(of lane: LiveChatLane, _ answer: VendorAnswer) throws -> LiveChatStep {
    var step = LiveChatStep(chats: try answer.json["chats"].list)
    step.found = answer.json["found_chats"].livechatText.flatMap { Int($0) } ?? step.chats.count
    if let next = answer.json["next_page_id"].livechatText {
      guard next != lane.page else { throw LiveChatSession.circle(at: next, in: "the archived chats") }
      var rest = lane
      rest.page = next
      rest.hiddenFrom = nil
      step.lanes = [rest]
    }
    // The newer half is shown; a part of the older one may be, too.
    if lane.page == nil, let gap = lane.gap { step.lanes.append(gap) }
    return step
  }

  static func circle(at page: String, in what: String) -> VendorError {
    VendorError(.broken, "list \(what) of LiveChat", cause: "its page \(page) names itself as the next")
  }

  private func shrink(_ lane: LiveChatLane) -> LiveChatStep {
    noteHiding(from: lane.from)
    return LiveChatStep(lanes: [lane.newerHalf].compactMap { $0 }, isHidden: true)
  }

  func trouble(_ kind: VendorError.Kind, _ cause: String, _ problem: LiveChatProblem) -> VendorError {
    VendorError(
      kind, "list the archived chats of LiveChat", cause: "LiveChat \(cause) (\(problem.type))",
      hint: "the next sync goes on where this one stopped")
  }
}

extension JSONField {
  /// Whether a thread was over before the span of time that is asked for. What cannot be told belongs to it.
  fileprivate func isBefore(_ reach: Reach) -> Bool {
    guard case .window(let from, _) = reach else { return false }
    let times = [self["created_at"]] + self["events"].livechatList.map { $0["created_at"] }
    let instants = times.compactMap { $0.livechatText.flatMap { Timestamp($0) }?.instant }
    return !instants.isEmpty && instants.allSatisfy { $0 < from }
  }
}
