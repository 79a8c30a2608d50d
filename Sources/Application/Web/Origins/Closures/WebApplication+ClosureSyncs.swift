import CivilTime
import HTTPServer
import JSONReader
import Runtime
import Sync
import Warehouse

extension WebApplication {
  func closureSyncStatus(_ request: HTTPRequest) async throws -> HTTPResponse {
    let clearance = try await closureClearance(of: request.query.first("source"))
    return .object { json in
      json.member("success", true)
      json.member("date", installation.today.iso8601)
      json.member("sync_info") { json in json.object { clearance.writeMembers(to: &$0, counting: "today") } }
    }
  }

  /// Syncs a day of every source, and answers when that is done or when the client has waited long enough.
  func closureSync(_ request: HTTPRequest, at place: Place) async throws -> HTTPResponse {
    let order = try await ClosureOrder(request, at: place, today: installation.today)
    let runs = try await begin(order)
    let deadline = ContinuousClock.now + request.patience
    while try await isAnyRunning(runs), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(50)) }
    return try await report(of: runs, order)
  }

  private func begin(_ order: ClosureOrder) async throws -> [Int64] {
    var runs: [Int64] = []
    var refusals: [any Error] = []
    let sources = try await closureSources(order.source)
    for source in sources {
      do { runs.append(try await begin(order.asSyncOrder, of: source, label: "by a program")) } catch {
        refusals.append(error)
      }
    }
    if runs.isEmpty { throw refusals.first ?? WebError(.conflict, "there is no source that can be synced") }
    return runs
  }

  private func isAnyRunning(_ runs: [Int64]) async throws -> Bool {
    try await syncs.inWork().contains { runs.contains($0.run) }
  }

  private func report(of ids: [Int64], _ order: ClosureOrder) async throws -> HTTPResponse {
    var runs: [Run] = []
    for id in ids { if let run = try await installation.run(id) { runs.append(run) } }
    if let failed = runs.first(where: { $0.state == .failed }) {
      throw WebError(.internalServerError, "the sync of \(failed.source) failed: \(failed.message)")
    }
    let isOver = !runs.contains { $0.state == .running }
    var json = JSONWriter()
    json.object { json in
      json.member("success", true)
      json.member("message", isOver ? "Synced \(order.day)" : "The sync of \(order.day) goes on")
      json.member("date", order.day.iso8601)
      json.member("tickets_processed", runs.reduce(0) { $0 + $1.fetched })
      json.strings("runs", ids.map { String($0) })
    }
    return .json(json.bytes, status: isOver ? .ok : .accepted)
  }
}

/// A sync as the board of closures orders it: a day, whichever hour of it is meant.
struct ClosureOrder: Equatable {
  var day: LocalDay
  var isForced: Bool
  var source: String?
  private var isToday: Bool

  init(_ request: HTTPRequest, at place: Place, today: LocalDay) async throws {
    let fields = try await request.orderFields(takesNumbers: true)
    let known = place.parameters.map(\.name)
    if let stranger = fields.keys.sorted().first(where: { !known.contains($0) }) {
      throw WebError.badRequest(
        "“\(shown(stranger))” is no part of an order; there are \(known.joined(separator: ", "))")
    }
    day = try fields["date"].map { text throws(WebError) in try closureDay(text) } ?? today
    guard day <= today else { throw WebError.badRequest("date: \(day) has not come yet") }
    isToday = day == today
    try ClosureOrder.check(hour: fields["hour"])
    isForced = try place == .closureForceSync || ClosureOrder.flag(fields["force"])
    source = fields["source"]
  }

  /// Today is brought up to date by what is new since the last sync; an older day is read once more.
  var asSyncOrder: SyncOrder { SyncOrder(scope: isToday ? .incremental : .days(day...day), isForced: isForced) }

  private static func check(hour: String?) throws(WebError) {
    guard let hour else { return }
    guard let number = Int(hour), (0...23).contains(number) else { throw .badRequest("hour must be 0 to 23") }
  }

  private static func flag(_ text: String?) throws(WebError) -> Bool {
    guard let text else { return false }
    do throws(WebError) { return try flagValue(text, of: "force") } catch { throw .badRequest(error.message) }
  }
}

extension HTTPRequest {
  /// How long the client waits for what takes time, as `Prefer: wait=10` says (RFC 7240): less than proxies do.
  fileprivate var patience: Duration {
    let wanted = headers.all("Prefer").joined(separator: ",").split(separator: ",").lazy
      .compactMap { preference -> Int? in
        let parts = preference.split(separator: "=").map { $0.filter { $0 != " " } }
        return parts.count == 2 && parts[0].lowercased() == "wait" ? Int(parts[1]) : nil
      }.first
    return .seconds(min(max(wanted ?? 50, 0), 50))
  }
}

extension WebError {
  /// As the board of closures says it.
  func closureProblem(_ reference: String?) -> HTTPResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("success", false)
      json.member("error", message)
      if let secondsLeft {
        json.member("time_until_next", secondsLeft)
        json.member("minutes_until_next", SyncRefusal.minutes(Int64(secondsLeft)))
      }
      if let reference { json.member("reference", reference) }
    }
    return .json(json.bytes, status: status)
  }
}
