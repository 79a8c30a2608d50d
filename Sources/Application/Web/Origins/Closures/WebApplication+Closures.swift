import CivilTime
import HTTPServer
import JSONReader
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func closuresToday(_ request: HTTPRequest) async throws -> HTTPResponse {
    let today = installation.today
    let board = try await closureBoard(.day(today), of: request)
    let status = try await closureClearance(of: request.query.first("source"))
    return .object { json in
      json.member("success", true)
      json.member("date", today.iso8601)
      board.writeChart(to: &json)
      json.member("users") { json in
        json.array { json in
          for row in board.rows { row.write(to: &json) { status.writeHour(to: &$0, in: installation.zone) } }
        }
      }
      json.member("period", "daily")
      json.member("sync_status") { json in json.object { status.writeMembers(to: &$0, counting: "today") } }
      board.writeProof(to: &json)
    }
  }

  func closuresPeriod(_ request: HTTPRequest) async throws -> HTTPResponse {
    let days = try ClosurePeriod(named: request.query.first("period")).days(today: installation.today)
    var board = try await closureBoard(days, of: request)
    board.add(ticketsOf: try await installation.analyst.receipt(of: board.answer.query.whole, asOf: installation.now))
    let status = try await closureClearance(of: request.query.first("source"))
    return .object { json in
      json.member("success", true)
      json.member("date", days.last.iso8601)
      json.member("start_date", days.from.iso8601)
      json.member("end_date", days.last.iso8601)
      board.writeChart(to: &json)
      json.member("users") { json in
        json.array { json in
          for row in board.rows { row.write(to: &json) { $0.strings("ticket_numbers", row.tickets) } }
        }
      }
      json.member("period", days.days == 1 ? "daily" : "range")
      json.member("sync_status") { json in json.object { status.writeMembers(to: &$0, counting: "today") } }
      board.writeProof(to: &json)
    }
  }

  func closureTop(_ request: HTTPRequest) async throws -> HTTPResponse {
    let limit = try request.query.number("limit", 1...100) ?? 10
    let board = try await closureBoard(.day(installation.today), of: request)
    return .object { json in
      json.member("success", true)
      json.member("date", installation.today.iso8601)
      json.member("performers") { json in
        json.array { json in for row in board.performers.prefix(limit) { row.write(to: &json) } }
      }
      board.writeProof(to: &json)
    }
  }

  /// The page of the replaced system looked for `today_total` beside `stats`, where it did not stand: it stands at both.
  func closureStats(_ request: HTTPRequest) async throws -> HTTPResponse {
    let (today, source) = (installation.today, request.query.first("source"))
    let board = try await closureBoard(.day(today), of: request)
    let all = try await closures(.everything(to: today), of: source)
    let week = try await closures(ofTheWeek: today, of: source)
    let month = try await closures(ofTheMonth: today, of: source)
    return .object { json in
      json.member("success", true)
      json.member("stats") { json in
        json.object { json in
          json.member("total_tickets", all.count)
          json.member("today_total", board.total)
          json.member("this_week", week.count)
          json.member("this_month", month.count)
        }
      }
      json.member("top_performer") { json in
        if let first = board.performers.first { first.write(to: &json) } else { json.null() }
      }
      json.member("date", today.iso8601)
      json.member("today_total", board.total)
      board.writeProof(to: &json)
    }
  }

  func closurePeople(_ request: HTTPRequest) async throws -> HTTPResponse {
    let (today, source) = (installation.today, request.query.first("source"))
    let board = try await closureBoard(.everything(to: today), of: request)
    let week = try await closures(ofTheWeek: today, of: source, by: [.person]).byPerson
    let month = try await closures(ofTheMonth: today, of: source, by: [.person]).byPerson
    let days = try await closures(.everything(to: today), of: source, by: [.day, .person])
    // Groups come in the order of days, so that the last of each person stays.
    let lastDays = Dictionary(days.groups.map { ($0.labels[1], $0.labels[0]) }) { _, later in later }
    return .object { json in
      json.member("success", true)
      json.member("user_stats") { json in
        json.array { json in
          for row in board.rows {
            json.object { json in
              json.member("user_id", row.user.id.map { String($0) })
              json.member("username", row.user.username)
              json.member("total_tickets", row.closed)
              json.member("this_month", month[row.user.person] ?? 0)
              json.member("this_week", week[row.user.person] ?? 0)
              json.member("last_activity", lastDays[row.user.person])
            }
          }
        }
      }
      board.writeProof(to: &json)
    }
  }
}

extension WebApplication {
  func closureBoard(_ days: Period, of request: HTTPRequest) async throws -> ClosureBoard {
    let answer = try await closures(days, of: request.query.first("source"), by: [.person])
    return ClosureBoard(answer, try await closureUsers())
  }

  /// M46, of one source or of all.
  func closures(_ days: Period, of source: String?, by dimensions: [Dimension] = []) async throws -> Answer {
    try await installation.analyst.answer(
      try await closureQuery(.closuresPerPersonAndDay, days, of: source, by: dimensions), asOf: installation.now)
  }

  func closureQuery(
    _ metric: Metric, _ days: Period, of source: String?, by dimensions: [Dimension] = []
  ) async throws -> MetricQuery {
    let query = MetricQuery(metric, over: days, zone: installation.zone.name, by: dimensions)
    guard let source else { return query }
    return query.narrowed(to: .source, try await standing(of: source).id)
  }

  /// From the day on which the workspace's weeks begin, to today.
  private func closures(ofTheWeek today: LocalDay, of source: String?, by dimensions: [Dimension] = []) async throws
    -> Answer
  {
    let week = NamedPeriod.thisWeek.period(today: today, weekStart: installation.settings.workspace.weekStart)
    return try await closures(week, of: source, by: dimensions)
  }

  private func closures(ofTheMonth today: LocalDay, of source: String?, by dimensions: [Dimension] = []) async throws
    -> Answer
  { try await closures(NamedPeriod.thisMonth.period(today: today), of: source, by: dimensions) }
}

extension Answer {
  /// Counts by the first label.
  fileprivate var byPerson: [String: Int] {
    Dictionary(groups.compactMap { group in group.value.count.map { (group.labels.first ?? "", $0) } }) { $0 + $1 }
  }
}
