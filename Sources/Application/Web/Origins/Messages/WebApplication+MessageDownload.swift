import CivilTime
import HTTPServer
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// Read and sent in parts: the ledger may hold more than memory should.
  func messageDownload(_ request: HTTPRequest) async throws -> HTTPResponse {
    let export = try MessageExport(named: request.query.first("export_type"))
    let days = try MessageDays(request.query, "date_from", "date_to")
    let source = request.query.first("source")
    let isEmpty = try request.query.asksForJudgements()
    let browsing = export.browsing(days, in: installation.zone, source: source)
    return HTTPResponse(
      .ok, headers: HTTPResponse.tableHeaders(messageFile(export.fileName)),
      body: .stream { [self] writer in
        guard !isEmpty else { return }
        var hasHeader = false
        var key = ""
        while true {
          let part = try await installation.ledger.conversations(browsing, after: key, limit: 200)
          guard let last = part.last else { return }
          key = last.key.text
          let chats = try await messageChats(of: part.map(\.key.text))
          let rows = chats.flatMap { export.rows(of: $0, days, in: installation.zone) }
          // Without a row there is no header either, as it was.
          guard !rows.isEmpty else { continue }
          let header = hasHeader ? "" : CSVText.line(export.columns, ending: "\n")
          hasHeader = true
          try await writer.write(header + rows.map { CSVText.line($0, ending: "\n") }.joined())
        }
      })
  }

  /// `conversations_export_20250814_140000.csv`
  func messageFile(_ kind: String) -> String {
    let stamp = installation.zone.day(of: installation.now).iso8601.filter { $0 != "-" }
    let time = clock(installation.zone.secondOfDay(of: installation.now)).filter { $0 != ":" }
    return "\(kind)_export_\(stamp)_\(time).csv"
  }
}

extension HTTPResponse {
  static func tableHeaders(_ file: String) -> HTTPHeaders {
    ["Content-Type": "text/csv; charset=utf-8", "Content-Disposition": "attachment; filename=\"\(file)\""]
  }

  static func table(_ text: String, named file: String) -> HTTPResponse {
    HTTPResponse(.ok, headers: tableHeaders(file), body: .bytes(Array(text.utf8)))
  }
}
