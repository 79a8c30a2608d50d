import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime

extension WebApplication {
  func alertList(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .post { return try await addAlertByOrder(request) }
    let all = try await accounts.alerts()
    return .object { json in
      json.member("alerts") { json in json.array { json in for alert in all { alert.write(to: &json, self) } } }
    }
  }

  private func addAlertByOrder(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await RequestObject(
      request, knowing: ["name", "metric", "threshold", "side", "period", "lasting_seconds", "where"])
    try checkManager()
    guard let threshold = try order.number("threshold") else { throw WebError.badRequest("threshold is missing") }
    let lasting = try order.number("lasting_seconds") ?? 0
    guard (0...6_000_000).contains(lasting) else {
      throw WebError.unprocessable("lasting_seconds must be from 0 to 6000000")
    }
    let id = try order.text("metric") ?? ""
    let factor = Metric(rawValue: id)?.definition.alertUnit.factor ?? 1
    // As the form has it, which is in the words of people.
    var fields = [
      ("name", try order.text("name") ?? ""), ("metric", id), ("threshold", String(threshold / factor)),
      ("side", try order.text("side") ?? "above"),
    ]
    if let period = try order.text("period") { fields.append(("period", period)) }
    for (name, value) in try order.names("where") {
      guard Dimension(rawValue: name)?.isFilter == true else {
        throw WebError.unprocessable("where: “\(shown(name))” is no filter")
      }
      fields.append((name, value))
    }
    let form = HTTPQuery(fields.map { HTTPQuery.Parameter(name: $0.0, value: $0.1) })
    let alert = try await addAlert(form, lasting: Int64(lasting))
    var json = JSONWriter()
    alert.write(to: &json, self)
    return .content(json.bytes, type: "application/json", status: .created)
  }

  /// POST snoozes it, DELETE removes it.
  func alertEntry(_ id: Int64, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else {
      try await accounts.removeAlert(id, by: Asker.current.actor)
      return .object { $0.member("state", "removed") }
    }
    let order = try await RequestObject(request, knowing: ["hours"])
    guard let hours = try order.number("hours"), (0...720).contains(hours), hours.rounded() == hours else {
      throw WebError.unprocessable("hours must be a whole number from 0, which wakes it, to 720")
    }
    try await snooze(id, hours: Int(hours))
    return .object { $0.member("state", hours == 0 ? "awake" : "snoozed") }
  }
}

extension Alert {
  fileprivate func write(to json: inout JSONWriter, _ application: WebApplication) {
    let query = application.query(of: self)
    json.object { json in
      json.member("id", String(id))
      json.member("name", name)
      json.member("metric", query?.metric.id)
      json.member("period", period)
      json.member("side", watch.side.rawValue)
      json.member("threshold", watch.threshold)
      json.member("lasting_seconds", watch.lasting)
      json.member("state", watch.state.rawValue)
      json.member("since", watch.since?.iso8601)
      json.member("value", value)
      json.member("checked_at", checkedAt?.iso8601)
      json.member("snoozed_until", snoozedUntil?.iso8601)
      json.member("by", author)
      json.member("created_at", createdAt.iso8601)
      json.member("href", Route.alertEntry(id).path)
    }
  }
}
