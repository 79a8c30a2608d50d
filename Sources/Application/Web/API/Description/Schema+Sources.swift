import Helpdesks
import Runtime
import Support

extension Schema {
  static let source = Schema.object([
    "id": .text, "kind": .text, "configured": .flag, "syncable": .flag,
    "state": .words([
      "syncing", "complete", "behind", "failed", "interrupted", "stopped", "never_synced", "by_hand", "paused",
      "locked",
    ]),
    "schedule": Schema.object([:], maybe: ["every_seconds": .whole, "cron": .text]).orNull,
    "last_sync": Schema.named(.run).orNull, "complete_to": .time.orNull, "next_sync_at": .time.orNull,
    "seconds_left": .whole, "minutes_left": .whole.orNull,
    "today": .object(["syncs": .whole, "fetched": .whole, "conversations": .whole, "receipt": .text]),
    "totals": .object(["conversations": .whole, "messages": .whole, "from": .time.orNull, "to": .time.orNull]),
    "limit": Schema.object(["calls": .whole.orNull, "left": .whole.orNull, "waits_seconds": .whole]).orNull,
    "progress": Schema.named(.syncInWork).orNull, "warnings": .list(.text), "lifecycle": .list(.text),
    "capabilities": Schema.map(.object(["provision": .provision], maybe: ["why": .text])).orNull,
    "connection": connection.orNull, "webhook": .text.orNull, "href": .text,
  ])

  /// How it was connected on a page.
  private static let connection = Schema.object(
    [
      "enabled": .flag, "overruled": .flag, "problem": .text.orNull, "connected_by": .text, "connected_at": .time,
      "changed_by": .text, "changed_at": .time, "secrets": .list(.text),
    ], maybe: ["settings": .map(.anything)])

  /// A source as the settings file would name it; `PATCH` takes what is to be another, and null for what is to go.
  static let sourceOrder = Schema.object(
    ["id": .text(atMost: 64), "kind": .words(ConnectableKind.self)],
    maybe: ["enabled": .flag] + connectionSettings)

  static let sourceChange = Schema.object([:], maybe: ["enabled": .flag] + connectionSettings)

  private static let connectionSettings = Members(
    Set(ConnectableKind.allCases.flatMap { $0.fields.map(\.key) }).sorted().map { ($0, .anything) })

  static let syncInWork = Schema.object([
    "source": .text, "run": .id, "mode": .text, "label": .text, "started_at": .time, "seconds": .number,
    "pass": .text, "page": .whole, "fetched": .whole, "stored": .whole, "rejected": .whole, "total": .whole.orNull,
    "per_second": .number, "seconds_left": .whole.orNull, "calls": .whole, "repeated": .whole, "limit": .whole.orNull,
    "calls_left": .whole.orNull, "waits_seconds": .whole, "here": .flag,
  ])

  static let run = Schema.object([
    "run": .id, "source": .text, "mode": .text, "state": .runState, "label": .text, "started_at": .time,
    "ended_at": .time.orNull, "seconds": .whole, "fetched": .whole, "stored": .whole, "rejected": .whole,
    "message": .text, "warnings": .list(.text), "pass": .text, "page": .whole, "total": .whole.orNull,
    "calls": .object([
      "made": .whole, "repeated": .whole, "refused": .whole, "waited_seconds": .whole, "limit": .whole.orNull,
      "left": .whole.orNull,
    ]), "href": .text,
  ])

  static let runState = Schema.words(["running", "done", "failed", "stopped", "interrupted"])

  static let coverage = Schema.object([
    "complete": .whole, "partly": .whole, "unknown": .whole, "conversations": .whole, "receipt": .text,
    "days": .list(
      .object(["day": .day, "state": .words(["complete", "partly", "unknown"]), "conversations": .whole])),
  ])

  static let directoryEntry = Schema.object([
    "kind": .words(DirectoryEntry.Kind.self), "id": .text, "name": .text, "email": .text.orNull, "active": .flag,
    "details": .map(.list(.text)),
  ])

  static let syncBegun = Schema.object(["run": .id, "source": .text, "state": .words(["running"]), "href": .text])

  static let checks = Schema.object(["source": .text] + checked)

  private static let checked: Members = [
    "passed": .flag,
    "checks": .list(
      .object(
        [
          "name": .text, "scope": .text.orNull, "outcome": .words(["passed", "limited", "failed"]),
          "request": .text.orNull,
        ], maybe: ["why": .text])),
  ]

  static let estimate = Schema.object(["source": .text] + estimated)

  private static let estimated: Members = [
    "conversations": .whole.orNull, "calls": .whole.orNull, "calls_per_minute": .whole.orNull,
    "minutes": .number.orNull,
  ]

  /// What cannot be signed in to is not counted, and whoever may not count says why.
  static let trial = Schema.object(
    ["source": .text] + checked + ["estimate": Schema.object(estimated).orNull], maybe: ["no_estimate": .text])

  static let rejectedRows = Schema.page(
    "rows", of: .object(["where": .text, "why": .text]), beside: ["run": .id, "source": .text])

  /// One import of the history.
  static let pastImport = Schema.object([
    "run": .id, "source": .text, "mode": .text, "state": .runState, "label": .text, "started_at": .time,
    "ended_at": .time, "fetched": .whole, "stored": .whole, "rejected": .whole, "message": .text,
  ])

  static let importReport: Members = [
    "conversations": .whole, "messages": .whole, "filtered": .object(["auto_reply": .whole]),
    "rejected": .list(.object(["where": .text, "why": .text])), "rejected_count": .whole, "duplicates": .whole,
    "warnings": .list(.text), "new": .whole, "changed": .whole, "unchanged": .whole, "source": .text, "run": .id,
  ]

  static let uploadAnswer: Members = [
    "success": .flag, "message": .text, "conversations_processed": .whole, "messages_processed": .whole,
    "processing_time_seconds": .number, "upload_id": .id,
  ]

  /// What an upload without a file, or of a file that is none, is told.
  static let uploadStatus = Schema.object([
    "max_file_size_mb": .number, "accepted_formats": .list(.text), "status": .text,
  ])
}
