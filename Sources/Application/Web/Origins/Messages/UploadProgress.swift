import CivilTime
import JSONReader
import Sync
import Warehouse

/// How far an upload is, or how it ended, as the analysis of direct messages told it.
struct UploadProgress {
  enum Status: String, CaseIterable { case processing, completed, failed }

  static let stages = ["receiving", "booking", "ending", "done"]
  static let mostErrors = 5

  var run: Int64
  var status: Status
  var percentage: Double
  var stage: String
  var conversations = 0
  /// Nobody knows how many a file has before it is read.
  var total: Int?
  var details: String
  var startedAt: Instant
  var changedAt: Instant
  /// Kept for the last uploads of this server only.
  var autoReplies: Int?
  var rejected = 0
  var errors: [String] = []

  init(_ upload: UploadInWork) {
    (run, percentage) = (upload.run, upload.percentage)
    (startedAt, changedAt) = (upload.startedAt, upload.changedAt)
    switch upload.stage {
    case .receiving(let count, let promised):
      (status, stage) = (.processing, "receiving")
      details = "received \(count)" + (promised.map { " of about \($0)" } ?? "") + " bytes"
      autoReplies = 0
    case .booking(let progress, let size):
      (status, stage) = (.processing, "booking")
      details = "read \(progress.bytesRead) of \(size) bytes"
      (conversations, autoReplies, rejected) = (progress.conversations, progress.autoReplies, progress.rejected)
    }
    guard upload.isToEnd else { return }
    (status, stage, details) = (.failed, "ending", "somebody ended it; nothing of it will be booked")
  }

  /// - Parameter report: what is known of it besides, where this server booked it lately.
  init(_ ended: Run, _ report: ImportReport?, _ setAside: [SetAside]) {
    let isDone = ended.state == .done
    run = ended.id
    (status, stage, percentage) = (isDone ? .completed : .failed, "done", isDone ? 100 : 0)
    (conversations, total) = (ended.fetched, isDone ? ended.fetched : nil)
    details = ended.message
    (startedAt, changedAt) = (ended.startedAt, ended.endedAt)
    autoReplies = report?.autoReplies
    rejected = ended.rejected
    errors = isDone ? setAside.map { "\($0.place): \($0.reason)" } : [ended.message]
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("upload_id", String(run))
      json.member("status", status.rawValue)
      json.member("progress_percentage", percentage)
      json.member("current_stage", stage)
      json.member("processed_conversations", conversations)
      json.member("total_conversations", total)
      json.member("details", details)
      json.member("start_time", startedAt.iso8601)
      json.member("last_update", changedAt.iso8601)
      json.member("duration_seconds", Int(max(0, changedAt - startedAt)))
      json.member("statistics") { json in
        json.object { json in
          json.member("filtered_autoresponses", autoReplies)
          // Nothing judges texts yet, so nobody was called.
          json.member("gpt_calls_made", 0)
          json.member("errors_count", max(rejected, errors.count))
        }
      }
      json.strings("errors", Array(errors.prefix(UploadProgress.mostErrors)))
    }
  }
}
