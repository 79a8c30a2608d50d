import HTTPServer
import JSONReader
import Runtime
import Synchronization
import Warehouse

extension WebApplication {
  /// Asks the store, so that “ok” means that pages can be made.
  func health() async throws -> HTTPResponse {
    do {
      _ = try await installation.ledger.runs(limit: 1)
    } catch {
      throw WebError(.serviceUnavailable, "the store does not answer", detail: "\(error)")
    }
    var response = HTTPResponse.object { $0.member("status", "ok") }
    response.headers["Cache-Control"] = "no-store"
    return response
  }

  func prometheus() async throws -> HTTPResponse {
    let size = await installation.analyst.size
    var page = PrometheusText()
    if let statistics { page.add(statistics) }
    page.gauge("replyledger_conversations", "Conversations in the columns that answer questions.", size.conversations)
    page.gauge("replyledger_message_facts", "Messages of our side in those columns.", size.messages)
    let imports = recentImports.withLock { (files: $0.files, conversations: $0.conversations) }
    page.counter("replyledger_imports_total", "Imports through this server since it started.", imports.files)
    page.counter(
      "replyledger_imported_conversations_total", "Conversations that these imports held.", imports.conversations)
    return .content(Array(page.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
