import JSONReader
import Support

/// One message of a data export.
struct ExportMessage: Sendable, Equatable {
  var milliseconds: Int64
  /// The only identity there is.
  var sender: String
  var text: String?
  /// What tells it from another of the same moment and sender: its text, else its pictures and files.
  var essence: String
  var kind: MessageKind

  /// Nothing for a message that was taken back.
  init?(_ row: JSONField) throws {
    guard !row["is_unsent"].isSet else { return nil }
    guard case .number(let number) = row["timestamp_ms"].value, let milliseconds = number.int.map(Int64.init) else {
      throw BadRecord("timestamp_ms is \(row["timestamp_ms"].whatItIs), which is no time")
    }
    guard ExportMessage.believable.contains(milliseconds) else {
      throw BadRecord("timestamp_ms is \(milliseconds), outside the years 2000 to 2100")
    }
    guard case .text(let sender) = row["sender_name"].value else {
      throw BadRecord("sender_name is \(row["sender_name"].whatItIs)")
    }
    self.milliseconds = milliseconds
    self.sender = Mojibake.repaired(sender)
    let content = row["content"].repairedText
    let link = row["share"]["link"].repairedText ?? row["share"]["share_text"].repairedText
    let files = ExportMessage.files(of: row)
    let names = files.map { String($0.split(separator: "/").last ?? Substring($0)) }
    text = content ?? link ?? (names.isEmpty ? nil : names.joined(separator: "\n"))
    essence = content ?? (files + [link].compactMap { $0 }).joined(separator: "\n")
    kind = ExportMessage.kind(of: row)
  }

  private static func files(of row: JSONField) -> [String] {
    let lists = ["photos", "videos", "audio_files", "gifs", "files"].flatMap { name -> [JSONField] in
      guard case .array(let values) = row[name].value else { return [] }
      return values.map(\.root)
    }
    return (lists + [row["sticker"]]).compactMap { $0["uri"].repairedText }
  }

  /// Calls and comings and goings are told in the list of messages, and are none.
  private static func kind(of row: JSONField) -> MessageKind {
    switch row["type"].value {
    case .text("Call"), .text("Subscribe"), .text("Unsubscribe"): .systemText
    default: row["call_duration"].isMissingOrNull ? .publicReply : .systemText
    }
  }

  /// From 2000-01-01 up to the end of 2100, UTC.
  private static let believable: Range<Int64> = 946_684_800_000..<4_133_980_800_000
}

extension JSONField {
  var repairedText: String? {
    guard case .text(let text) = value, !text.isEmpty else { return nil }
    return Mojibake.repaired(text)
  }

  fileprivate var isSet: Bool { value == .bool(true) }

  fileprivate var whatItIs: String {
    switch value {
    case nil: "missing"
    case .null: "null"
    case .text(let text): quoted(text)
    case let value?: value.kind.rawValue
    }
  }
}
