import Accounts
import HTTPServer
import JSONReader
import Runtime
import Synchronization
import Warehouse

extension WebApplication {
  /// Those that this server is at.
  func uploadsUnderWay() -> HTTPResponse {
    let uploads = uploadsInWork.withLock { $0.all }
    return .object { json in
      json.member("active_uploads") { json in
        json.object { json in
          for upload in uploads { json.member(String(upload.run)) { UploadProgress(upload).write(to: &$0) } }
        }
      }
      json.member("total_active", uploads.count)
    }
  }

  func uploadProgress(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .delete { return try await endUpload(id) }
    guard let progress = try await uploadProgress(id) else {
      throw WebError.notFound("there is no upload “\(shown(id))”")
    }
    var json = JSONWriter()
    progress.write(to: &json)
    return .described(json.bytes)
  }

  private func uploadProgress(_ id: String) async throws -> UploadProgress? {
    guard let run = Int64(id) else { return nil }
    if let upload = uploadsInWork.withLock({ $0.upload(run) }) { return UploadProgress(upload) }
    guard let ended = try await installation.ledger.run(run), ended.mode == "upload" else { return nil }
    return UploadProgress(
      ended, recentImports.withLock { $0.report(of: run) },
      try await installation.ledger.rowsSetAside(by: run, limit: UploadProgress.mostErrors))
  }

  /// Its sender is refused, and nothing of the file is booked.
  private func endUpload(_ id: String) async throws -> HTTPResponse {
    let now = installation.now
    guard let run = Int64(id), uploadsInWork.withLock({ $0.askToEnd(run, at: now) }) else {
      throw WebError.badRequest("“\(shown(id))” is no upload that is under way")
    }
    return .object { json in
      json.member("success", true)
      json.member("message", "The upload ends; nothing of it is booked")
      json.member("upload_id", String(run))
    }
  }
}
