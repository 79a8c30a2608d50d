import Accounts
import CivilTime
import Files
import HTTPServer
import Helpdesks
import JSONReader
import Markup
import Runtime
import Sync
import Synchronization
import Warehouse

extension WebApplication {
  /// Receives a file and books it. The figures know of it when this returns.
  func receiveImport(_ request: HTTPRequest) async throws -> ImportReport {
    let run = Run.newID(at: installation.now)
    uploadsInWork.withLock { $0.begin(run, promised: request.body.declaredLength, at: installation.now) }
    defer { uploadsInWork.withLock { $0.end(run) } }
    return try await receiveImport(request, as: run)
  }

  private func receiveImport(_ request: HTTPRequest, as run: Int64) async throws -> ImportReport {
    let asker = Asker.current
    let isCertain = access == .everyone || request.headers[FormToken.header] != nil
    let upload = try await Upload.receive(
      request, limit: installation.settings.server.maxUpload, formToken: isCertain ? nil : asker.formToken
    ) { [self] count in uploadsInWork.withLock { $0.received(count, of: run, at: installation.now) } }
    guard upload.name.lowercased().hasSuffix(".json") else {
      throw WebError.badRequest("“\(shown(upload.name))” is no .json file; send a grouped_chats export")
    }
    guard upload.content.size > 0 else { throw WebError.badRequest("the file is empty") }
    let source = try source(upload.fields["source"] ?? request.query.first("source"))
    let force = try isForced(upload, request)
    try upload.content.rewind()
    let content = upload.content
    uploadsInWork.withLock { $0.book(content.size, of: run, at: installation.now) }
    let report: ImportReport
    do {
      report = try await installation.importMessenger(
        run: run, label: upload.name, source: source, force: force,
        chunks: { [self] in
          // Whoever ended it wants nothing of it booked; the store takes back what was.
          guard uploadsInWork.withLock({ !$0.isToEnd(run) }) else { throw CancellationError() }
          return try content.next()
        },
        progress: { [self] told in uploadsInWork.withLock { $0.booked(told, of: run, at: installation.now) } })
    } catch is CancellationError where uploadsInWork.withLock({ $0.isToEnd(run) }) {
      throw WebError(.conflict, "the upload was ended by somebody; nothing of it was booked")
    } catch let error as GroupedChatsError {
      throw WebError.badRequest(error.description)
    } catch let error as MessengerExportError {
      throw WebError.badRequest(error.description)
    }
    try await accounts.audit(
      .uploaded, by: asker.actor, on: upload.name, "run \(report.run), \(report.conversations) conversations")
    try await installation.analyst.follow()
    recentImports.withLock { $0.add(report) }
    return report
  }

  /// The origin read this from the query and documented it as a field; both are taken.
  private func isForced(_ upload: Upload, _ request: HTTPRequest) throws(WebError) -> Bool {
    let name = "force_reprocess"
    if try upload.fields[name].map({ text throws(WebError) in try flagValue(text, of: name) }) == true { return true }
    return try request.query.flag(name)
  }

  /// Nothing means the usual source. An upload cannot invent one: its conversations would stand apart for ever.
  private func source(_ name: String?) throws(WebError) -> String? {
    guard let name, !name.isEmpty else { return nil }
    let known = uploadSources
    guard known.contains(name) else {
      throw .unprocessable(
        "there is no messenger source “\(shown(name))”; there is \(known.joined(separator: ", "))")
    }
    return name
  }

  /// Where an upload may be booked, the usual one first.
  var uploadSources: [String] {
    let configured = installation.settings.sources.filter { $0.kind == .messenger }.map(\.id)
    return configured.isEmpty ? [installation.settings.messengerSource] : configured
  }
}

extension WebApplication {
  /// The first members are the origin's, so that its clients go on working; ours follow.
  func importMessenger(_ request: HTTPRequest, like place: Place) async throws -> HTTPResponse {
    let began = SystemClock.monotonicNanoseconds()
    let report = try await receiveImport(request)
    let seconds = Double((SystemClock.monotonicNanoseconds() - began) / 1_000_000) / 1_000
    var json = JSONWriter()
    json.object { json in
      if place == .uploadJSON {
        json.member("success", true)
        json.member("message", "Read \(report.conversations) conversations: \(report.summary)")
        json.member("conversations_processed", report.conversations)
        json.member("messages_processed", report.messages)
        json.member("processing_time_seconds", seconds)
        json.member("upload_id", String(report.run))
      } else {
        json.member("seconds", seconds)
      }
      ImportReportJSON(report).writeMembers(to: &json)
    }
    return .json(json.bytes)
  }

  func uploadStatus() -> HTTPResponse {
    let limit = installation.settings.server.maxUpload
    return .object { json in
      json.member("max_file_size_mb", Double(limit) / 1_048_576)
      json.member("accepted_formats") { json in json.array { $0.value(".json") } }
      json.member("status", "ready")
    }
  }

  func imports(_ request: HTTPRequest) async throws -> HTTPResponse {
    let limit = try request.query.number("limit", 1...Window.most) ?? 50
    let runs = try await installation.ledger.runs(mode: "upload", limit: limit)
    return .object { json in
      json.member("imports") { json in json.array { json in for run in runs { run.writeImport(to: &json) } } }
    }
  }
}

extension Run {
  fileprivate func writeImport(to json: inout JSONWriter) {
    json.object { json in
      json.member("run", String(id))
      json.member("source", source)
      json.member("mode", mode)
      json.member("state", state.rawValue)
      json.member("label", label)
      json.member("started_at", startedAt.iso8601)
      json.member("ended_at", endedAt.iso8601)
      json.member("fetched", fetched)
      json.member("stored", stored)
      json.member("rejected", rejected)
      json.member("message", message)
    }
  }
}
