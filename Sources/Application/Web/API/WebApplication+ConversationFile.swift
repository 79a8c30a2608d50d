import CivilTime
import HTTPServer
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// One row a conversation with what it adds to every number of a period, sent in parts as it is read.
  func conversationFile(_ request: HTTPRequest) async throws -> HTTPResponse {
    let query = try Asker.current.allowed(try self.query(.conversationsCreated, request.query))
    if let problem = ConversationSheet.problem(of: query.filters) { throw problem }
    let sheet = ConversationSheet(
      over: query.period, in: try installation.zones.zone(named: query.zone), filters: query.filters,
      asOf: installation.now, weekStart: installation.settings.workspace.weekStart,
      showsPeople: showsPeople)
    let analyst = installation.analyst
    var response = HTTPResponse(
      .ok, headers: ["Content-Type": "text/csv; charset=utf-8"],
      body: .stream { writer in
        // A spreadsheet knows by this beginning that it is UTF-8.
        try await writer.write("\u{FEFF}" + CSVText.line(ConversationSheet.header))
        try await analyst.write(sheet) { rows in try await writer.write(rows.map(CSVText.line).joined()) }
      })
    let days = "\(query.period.from.iso8601)-to-\((query.period.to + -1).iso8601)"
    response.headers["Content-Disposition"] = "attachment; filename=\"conversations-\(days).csv\""
    return response
  }
}
