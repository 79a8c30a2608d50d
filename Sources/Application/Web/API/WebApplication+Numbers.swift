import HTTPServer
import JSONReader
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// What can be asked, and what each number means.
  func catalogue() -> HTTPResponse {
    .object { json in
      json.member("numbers") { json in
        json.array { json in for metric in Metric.allCases { metric.definition.write(to: &json) } }
      }
    }
  }

  func number(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let metric = Metric(rawValue: id) else {
      throw WebError.notFound("there is no number “\(shown(id))”; there are \(Metric.listed)")
    }
    let query = try Asker.current.allowed(try self.query(metric, request.query))
    try checkPeople(in: query)
    let comparison = try request.query.first("compare").map(comparisonNamed)
    let answer = try await answer(query, comparedWith: comparison)
    return .object { json in
      json.member("metric", metric.id)
      json.member("name", metric.name)
      json.member("version", query.version)
      answer.writeMembers(to: &json)
    }
  }

  private func answer(_ query: MetricQuery, comparedWith comparison: Metrics.Comparison?) async throws -> AnswerJSON {
    let (analyst, now) = (installation.analyst, installation.now)
    async let standing = analyst.standing(for: query, asOf: now)
    guard let comparison else {
      return AnswerJSON(try await analyst.answer(query, asOf: now), standing: try await standing)
    }
    let compared = try await analyst.answer(query, comparedWith: comparison, asOf: now)
    return AnswerJSON(compared.now, compared: compared, standing: try await standing)
  }

  /// Why a number has changed since an earlier period, taken apart over a breakdown.
  func change(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let metric = Metric(rawValue: id) else {
      throw WebError.notFound("there is no number “\(shown(id))”; there are \(Metric.listed)")
    }
    let query = try Asker.current.allowed(try self.query(metric, request.query))
    try checkPeople(in: query)
    let account = try await installation.analyst.change(
      of: query, since: try request.query.first("compare").map(comparisonNamed) ?? .unit,
      try request.query.first("statistic").map(statisticNamed), asOf: installation.now)
    return .object { json in
      json.member("metric", metric.id)
      json.member("name", metric.name)
      json.member("version", query.version)
      ChangeJSON(account).writeMembers(to: &json)
    }
  }

  /// The rows behind a number, or those that one rule left out of it.
  func receipt(_ id: ReceiptID, _ request: HTTPRequest) async throws -> HTTPResponse {
    let query: MetricQuery
    do { query = Asker.current.narrowed(try id.query()) } catch {
      throw WebError.notFound("there is no such receipt: \(error.why)")
    }
    _ = try Asker.current.allowed(query)
    try checkPeople(in: query)
    let rule = try request.query.first("left_out").map(exclusion)
    let window = try Window(request.query)
    let part = try await installation.analyst.receiptPart(
      of: query, leftOut: rule, asOf: installation.now, offset: window.offset, limit: window.limit)
    return .part(window, of: part.total, at: ListAddress(request)) { json in
      json.member("metric", query.metric.id)
      json.member("query") { QueryJSON(query).write(to: &$0) }
      json.member("left_out", rule?.id)
      json.member("rows") { json in json.array { json in for row in part.rows { json.value(row) } } }
    }
  }
}

private func comparisonNamed(_ word: String) throws(WebError) -> Metrics.Comparison {
  guard let comparison = Metrics.Comparison(rawValue: word) else {
    let known = Metrics.Comparison.allCases.map(\.rawValue).joined(separator: ", ")
    throw .badRequest("compare: “\(shown(word))” is no comparison; there are \(known)")
  }
  return comparison
}

private func statisticNamed(_ word: String) throws(WebError) -> ChangeAccount.Statistic {
  guard let statistic = ChangeAccount.Statistic(rawValue: word) else {
    let known = ChangeAccount.Statistic.allCases.map(\.rawValue).joined(separator: ", ")
    throw .badRequest("statistic: “\(shown(word))” is none; there are \(known)")
  }
  return statistic
}

func exclusion(_ id: String) throws(WebError) -> Exclusion {
  guard let rule = Exclusion(id: id) else {
    let known = Exclusion.allCases.map(\.id).joined(separator: ", ")
    throw .badRequest("left_out: “\(shown(id))” is no rule; there are \(known)")
  }
  return rule
}

extension Definition {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      DefinitionJSON(self).writeMembers(to: &json)
      json.member("href", Route.number(id: metric.id).path)
    }
  }
}
