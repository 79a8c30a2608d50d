import Accounts
import CivilTime
import Fetching
import HTTPServer
import Helpdesks
import JSONReader
import Metrics
import Runtime
import Support
import Sync
import Warehouse

extension WebApplication {
  /// POST connects another one.
  func sourceList(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .post { return try await connectByOrder(request) }
    let window = try Window(request.query, usual: Window.most)
    let standings = try await syncs.standings()
    return .part(window, of: standings.count, at: ListAddress(request)) { json in
      json.member("sources") { json in
        json.array { json in for source in window.of(standings) { source.write(to: &json) } }
      }
    }
  }

  /// PATCH changes one that was connected, DELETE removes it.
  func sourceState(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    switch request.method {
    case .patch: return try await changeByOrder(id, request)
    case .delete: return try await removeByOrder(id)
    default: return .described(try await state(of: id))
    }
  }

  func state(of id: String) async throws -> [UInt8] {
    let standing = try await standing(of: id)
    var json = JSONWriter()
    standing.write(to: &json)
    return json.bytes
  }

  func standing(of id: String) async throws -> SourceStanding {
    guard let standing = try await syncs.standing(of: id) else { throw WebError(SyncRefusal.unknownSource(id)) }
    return standing
  }

  /// Answers when the sync has begun; the run tells how it goes on.
  func sourceSync(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try await SyncOrder(request)
    let run = try await begin(order, of: id, label: "by a program")
    var json = JSONWriter()
    json.object { json in
      json.member("run", String(run))
      json.member("source", id)
      json.member("state", "running")
      json.member("href", Route.runState(run).path)
    }
    var response = HTTPResponse.json(json.bytes, status: .accepted)
    response.headers["Location"] = Route.runState(run).path
    return response
  }

  /// Begins a sync for whoever asks, and writes down who that was.
  func begin(_ order: SyncOrder, of id: String, label: String) async throws -> Int64 {
    let asker = Asker.current
    guard !order.isForced || asker.mayForce else {
      throw WebError(.forbidden, "only an admin may force a sync; without force it waits for its interval")
    }
    let run = try await syncs.begin(id, order.scope, force: order.isForced, label: label)
    try await accounts.audit(order.isForced ? .syncForced : .syncBegun, by: asker.actor, on: id, "run \(run)")
    return run
  }

  func sourceStop(_ id: String) async throws -> HTTPResponse {
    _ = try await standing(of: id)
    guard await syncs.stop(id) else { throw WebError(.conflict, "this server is not syncing \(id)") }
    try await accounts.audit(.syncStopped, by: Asker.current.actor, on: id)
    return .object { $0.member("state", "stopped") }
  }

  func sourceTest(_ id: String) async throws -> HTTPResponse {
    let checks = await installation.test(try await helpdesk(id))
    return .object { json in
      json.member("source", id)
      checks.writeMembers(to: &json)
    }
  }

  func sourceEstimate(_ id: String) async throws -> HTTPResponse {
    let helpdesk = try await helpdesk(id)
    let estimate: SyncEstimate
    do {
      estimate = try await installation.estimate(helpdesk)
    } catch let error as VendorError {
      throw WebError(.badGateway, error.description)
    }
    return .object { json in
      json.member("source", id)
      estimate.writeMembers(to: &json)
    }
  }

  func helpdesk(_ id: String) async throws -> any Helpdesk {
    guard let helpdesk = try await standing(of: id).helpdesk else { throw WebError(SyncRefusal.notSyncable(id)) }
    return helpdesk
  }

  /// The last twelve weeks unless the address names days.
  func sourceCoverage(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    _ = try await standing(of: id)
    let today = installation.today
    let period = try period(request.query, today: today) ?? Period.weeks(12, to: today)
    let coverage = try await installation.coverage(of: id, over: period)
    var json = JSONWriter()
    coverage.write(to: &json)
    return .described(json.bytes)
  }

  func sourceDirectory(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    _ = try await standing(of: id)
    let window = try Window(request.query)
    let kind = try request.query.first("kind").map { text throws(WebError) in try directoryKind(text) }
    let entries = try await installation.ledger.directory(of: id, kind: kind)
    return .part(window, of: entries.count, at: ListAddress(request)) { json in
      json.member("entries") { json in json.array { json in for entry in window.of(entries) { entry.write(to: &json) } }
      }
    }
  }

  private func directoryKind(_ text: String) throws(WebError) -> DirectoryEntry.Kind {
    guard let kind = DirectoryEntry.Kind(rawValue: text) else {
      let known = DirectoryEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest("kind: “\(shown(text))” is none; there are \(known)")
    }
    return kind
  }
}

extension Period {
  /// Whole weeks that end with a day.
  static func weeks(_ count: Int, to day: LocalDay) -> Period {
    Period(from: day + (1 - 7 * count), to: day + 1) ?? NamedPeriod.last90Days.period(today: day)
  }
}

extension WebError {
  init(_ refusal: SyncRefusal) {
    switch refusal {
    case .unknownSource: self.init(.notFound, refusal.description)
    case .notSyncable: self.init(.unprocessableContent, refusal.description)
    case .busy: self.init(.conflict, refusal.description)
    case .early(_, let seconds):
      self.init(.tooManyRequests, "\(refusal); force=true does not wait")
      secondsLeft = Int(seconds)
    case .stopping: self.init(.serviceUnavailable, refusal.description)
    case .failed(let why):
      self.init(.internalServerError, "the sync could not begin; the log has the details", detail: why)
    }
  }
}
