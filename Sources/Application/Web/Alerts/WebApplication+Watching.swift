import Accounts
import CivilTime
import Encoding
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Sealing
import Warehouse

extension Alert {
  /// The question of a check: its days are seen from today.
  fileprivate func query(today: LocalDay, weekStart: Int) throws -> MetricQuery {
    try MetricQuery(watching: question, over: period, today: today, weekStart: weekStart)
  }
}

extension MetricQuery {
  /// - Parameters:
  ///   - question: the pairs of a question but for its days.
  ///   - period: the name of a period.
  init(watching question: String, over period: String, today: LocalDay, weekStart: Int) throws {
    guard let asked = HTTPQuery(decoding: question) else { throw QueryProblem(parameter: "question", why: "is broken") }
    let days = (NamedPeriod(rawValue: period) ?? .today).period(today: today, weekStart: weekStart)
    try self.init(
      pairs: asked.parameters.map { ($0.name, $0.value) } + [("from", days.from.iso8601), ("to", days.to.iso8601)])
  }
}

extension WebApplication {
  /// Asks every alert's question anew, and sends what is to be told.
  func watch() async throws {
    for alert in try await accounts.alerts() {
      try Task.checkCancellation()
      let query = query(of: alert)
      let value: Double? = if let query { try await self.value(of: query) } else { nil }
      let isHeard = installation.settings.destinations.alerts != nil
      try await accounts.note(value, of: alert.id) { alert, event in
        isHeard ? query.map { alert.message(event, about: $0) } : nil
      }
    }
    try await deliver()
  }

  /// What an alert asks today; nothing where that can no longer be asked.
  func query(of alert: Alert) -> MetricQuery? {
    guard let query = try? alert.query(today: installation.today, weekStart: weekStart), query.problems.isEmpty else {
      return nil
    }
    return query
  }

  private func value(of query: MetricQuery) async throws -> Double? {
    try await installation.analyst.answer(query, asOf: installation.now).value.headline
  }

  private func deliver() async throws {
    guard let receiver = installation.settings.destinations.alerts else { return }
    while let message = try await accounts.claimMessage() {
      let body = Array(message.body.utf8)
      let time = String(installation.now.seconds)
      let signature = try AlertSignature.sign(body, at: time, with: receiver.secret.reveal())
      let outcome = await installation.post(
        body, to: receiver.url,
        headers: [
          ("X-Replyledger-Delivery", String(message.id)), ("X-Replyledger-Timestamp", time),
          ("X-Replyledger-Signature", signature),
        ])
      switch outcome {
      case .taken: try await accounts.ended(message, problem: nil)
      case .refused(let why): try await accounts.ended(message, problem: why)
      case .unknown(let why): try await accounts.ended(message, problem: why, mayHaveArrived: true)
      }
    }
  }
}

/// Proof for the receiver that a message is ours, and of when it was sent.
enum AlertSignature {
  /// `sha256=` and the HMAC of the timestamp, a point and the body as it is sent.
  static func sign(_ body: [UInt8], at time: String, with secret: String) throws -> String {
    "sha256=" + Hex.encode(try KeyedHash.sha256(of: Array("\(time).".utf8) + body, key: Array(secret.utf8)))
  }
}

extension Alert {
  /// What a receiver is told. Names of the workspace's own, and no word of a customer.
  fileprivate func message(_ event: AlertWatch.Event, about query: MetricQuery) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("event", "alert.\(event.rawValue)")
      json.member("alert", String(id))
      json.member("name", name)
      json.member("metric", query.metric.id)
      json.member("side", watch.side.rawValue)
      json.member("threshold", watch.threshold)
      json.member("value", value)
      json.member("at", checkedAt?.iso8601)
      json.member("receipt", ReceiptID(query).description)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
