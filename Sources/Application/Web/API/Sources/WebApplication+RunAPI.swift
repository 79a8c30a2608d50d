import HTTPServer
import JSONReader
import Runtime
import Warehouse

extension WebApplication {
  func runs(_ request: HTTPRequest) async throws -> HTTPResponse {
    let limit = try request.query.number("limit", 1...Window.most) ?? 50
    let before = try request.query.first("before").map { text throws(WebError) in try runID(text) } ?? .max
    let runs = try await installation.runs(of: request.query.first("source"), before: before, limit: limit)
    let next = runs.count < limit ? nil : runs.last.map { String($0.id) }
    return HTTPResponse.object { json in
      json.member("runs") { json in json.array { json in for run in runs { run.write(to: &json) } } }
      json.member("next", next)
    }.linked(to: next.map { ListAddress(request).with([("before", $0)]) })
  }

  private func runID(_ text: String) throws(WebError) -> Int64 {
    guard let run = Int64(text) else { throw .badRequest("before: “\(shown(text))” is no run") }
    return run
  }

  func runState(_ id: Int64) async throws -> HTTPResponse {
    let run = try await knownRun(id)
    var json = JSONWriter()
    run.write(to: &json)
    return .described(json.bytes)
  }

  func knownRun(_ id: Int64) async throws -> Run {
    guard let run = try await installation.run(id) else { throw WebError.notFound("there is no such run") }
    return run
  }

  /// JSON, or a table for those who prefer `text/csv`.
  func rejectedRows(_ id: Int64, _ request: HTTPRequest) async throws -> HTTPResponse {
    let run = try await knownRun(id)
    if request.prefersCSV {
      var response = rejectedTable(id, beginning: "")
      response.headers["Vary"] = "Accept"
      return response
    }
    let window = try Window(request.query)
    let rows = try await installation.ledger.rowsSetAside(by: id, after: window.offset, limit: window.limit)
    var response = HTTPResponse.part(window, of: run.rejected, at: ListAddress(request)) { json in
      json.member("run", String(id))
      json.member("source", run.source)
      json.member("rows") { json in
        json.array { json in
          for row in rows {
            json.object { json in
              json.member("where", row.place)
              json.member("why", row.reason)
            }
          }
        }
      }
    }
    response.headers["Vary"] = "Accept"
    return response
  }

  /// The same as a file for a spreadsheet, which knows by its beginning that it is UTF-8.
  func rejectedFile(_ id: Int64) async throws -> HTTPResponse {
    _ = try await knownRun(id)
    var response = rejectedTable(id, beginning: "\u{FEFF}")
    response.headers["Content-Disposition"] = "attachment; filename=\"rejected-\(id).csv\""
    return response
  }

  /// Read and sent in parts: a run may have set aside more than memory should hold.
  private func rejectedTable(_ id: Int64, beginning: String) -> HTTPResponse {
    let ledger = installation.ledger
    return HTTPResponse(
      .ok, headers: ["Content-Type": "text/csv; charset=utf-8"],
      body: .stream { writer in
        try await writer.write(beginning + CSVText.line(["where", "why"]))
        var number = 0
        while true {
          let rows = try await ledger.rowsSetAside(by: id, after: number, limit: 500)
          guard !rows.isEmpty else { return }
          try await writer.write(rows.map { CSVText.line([$0.place, $0.reason]) }.joined())
          number += rows.count
        }
      })
  }
}

extension HTTPRequest {
  fileprivate var prefersCSV: Bool {
    Acceptance(self).best(of: ["application/json", "text/csv"]) == "text/csv"
  }
}
