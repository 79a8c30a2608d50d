package import CivilTime
package import Fetching
internal import HTTPClient
package import Helpdesks
package import Support
internal import Synchronization

/// A help desk of a few conversations that does what a test tells it to, without a vendor behind it.
package final class ScriptedHelpdesk: Helpdesk {
  /// What it says and does from now on.
  package struct Script: Sendable {
    package var conversations: [Chat] = []
    /// Every page waits until this is false again.
    package var isHeld = false
    /// Every page fails with it.
    package var failure: VendorError?
    /// Rows that cannot be read, by name and reason.
    package var unreadable: [RejectedRow] = []
    package var warnings: [String] = []
    package var directory: [DirectoryEntry] = []
    package var checks: [ConnectionCheck] = [ConnectionCheck("Sign in", .passed)]
    package var estimate = SyncEstimate(conversations: nil, calls: nil, callsPerMinute: nil)
    /// Webhooks are taken when they carry this in the header `X-Signature`.
    package var webhookSignature: String?
  }

  /// A customer's question, and an agent's answer some minutes later.
  package struct Chat: Sendable {
    package var id: String
    package var at: Instant
    package var subject: String
    /// When it was closed, and by whom; open when not.
    package var closing: Closing?

    package struct Closing: Sendable {
      package var at: Instant
      package var by: Actor

      package init(at: Instant, by: Actor) {
        self.at = at
        self.by = by
      }
    }

    package init(_ id: String, at: Instant, subject: String = "Where is my parcel?", closing: Closing? = nil) {
      self.id = id
      self.at = at
      self.subject = subject
      self.closing = closing
    }
  }

  package let source: String
  package let kind: String
  package let passes: [SyncPass]
  package let supplies: [Supply: Provision]
  private let pageSize: Int
  private let script: Mutex<Script>
  private let asked = Mutex<[Reach]>([])

  package init(
    _ source: String, kind: String = "request-tracker", pageSize: Int = 10,
    supplies: [Supply: Provision] = [.messages: .full, .surveys: .none("it has no surveys")],
    _ script: Script = Script()
  ) {
    self.source = source
    self.kind = kind
    self.pageSize = pageSize
    self.supplies = supplies
    self.script = Mutex(script)
    passes = [SyncPass("tickets")]
  }

  package func change(_ body: (inout Script) -> Void) { script.withLock { body(&$0) } }

  /// What walks were to reach, in their order; sweeps and verifications left aside.
  package var reached: [Reach] {
    asked.withLock { asked in
      asked.filter { if case .identities = $0 { false } else { true } }
    }
  }

  package var baseURL: String { "http://127.0.0.1:9/scripted" }
  package var account: String { source }
  package var manners: any VendorManners { ScriptedManners() }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    let script = script.withLock { $0 }
    return Session(helpdesk: self, directory: script.directory, warnings: script.warnings)
  }

  package func test(_ calls: VendorCalls) async -> [ConnectionCheck] { script.withLock { $0.checks } }

  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    if let failure = script.withLock({ $0.failure }) { throw failure }
    return script.withLock { $0.estimate }
  }

  package func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String] {
    guard let signature = script.withLock({ $0.webhookSignature }) else { throw .notOffered }
    guard call.header("X-Signature") == signature + call.secret else { throw .forged }
    let text = String(decoding: call.body, as: UTF8.self)
    guard !text.contains("{") else { throw .unreadable("it is no list of ids") }
    return text.split(separator: ",").map(String.init)
  }

  fileprivate func page(reaching reach: Reach, at position: Position?) async throws -> Page {
    if position == nil { asked.withLock { $0.append(reach) } }
    while script.withLock({ $0.isHeld }) { try await Task.sleep(for: .milliseconds(5)) }
    let script = script.withLock { $0 }
    if let failure = script.failure { throw failure }
    let start = position.flatMap { Int($0.text) } ?? 0
    if case .identities = reach { return Page(identities: script.conversations.map(\.id)) }
    let all = script.conversations.filter { $0.isIn(reach) }
    let part = all.dropFirst(start).prefix(pageSize)
    let next = start + part.count
    return Page(
      items: part.map { chat in Item("ticket \(chat.id)") { [source] in Delivery(records: [chat.record(of: source)]) }
      },
      next: next < all.count ? Position("\(next)") : nil, total: all.count,
      delivery: Delivery(rejected: start == 0 ? script.unreadable : []))
  }

  private struct Session: HelpdeskSession {
    let helpdesk: ScriptedHelpdesk
    let directory: [DirectoryEntry]
    let warnings: [String]

    func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
      -> Page
    { try await helpdesk.page(reaching: reach, at: position) }
  }
}

extension ScriptedHelpdesk.Chat {
  fileprivate func isIn(_ reach: Reach) -> Bool {
    switch reach {
    case .everything(let since), .changed(let since): at >= since
    case .window(let from, let to): at >= from && at < to
    case .only(let ids): ids.contains(id)
    case .identities: true
    }
  }

  fileprivate func record(of source: String) -> Record {
    let agent = Actor(kind: .agent, id: "7", name: "Maya")
    let customer = Actor(kind: .customer, id: "c\(id)", name: "Noor")
    return Record(
      conversation: Conversation(
        key: ConversationKey(source: source, vendorID: id), channel: .email, subject: subject, customerID: "c\(id)",
        customerName: "Noor", createdAt: at, hasStates: true),
      events: [
        Event(
          id: "1", occurredAt: at, observedAt: at, sequence: 1, actor: customer, happening: .message(.publicReply),
          text: subject),
        Event(
          id: "2", occurredAt: at + 600, observedAt: at, sequence: 2, actor: agent, happening: .message(.publicReply),
          text: "It left us yesterday."),
      ] + (closing.map { [$0.event] } ?? []), payload: Array(id.utf8))
  }
}

extension ScriptedHelpdesk.Chat.Closing {
  fileprivate var event: Event {
    Event(id: "3", occurredAt: at, observedAt: at, sequence: 3, actor: by, happening: .state(.solved))
  }
}

private struct ScriptedManners: VendorManners {
  var vendor: String { "Scripted Desk" }
  var credentials: any Credentials { FixedCredentials([]) }
}
