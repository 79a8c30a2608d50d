package import JSONReader

/// What a JSON file of Messenger is, known by its content.
package enum MessengerFormat: Sendable {
  /// `{"chat id": [rows], …}`
  case groupedChats
  /// One conversation of “Download your information”: `{"participants": […], "messages": […], …}`.
  case export
}

/// Looks at the beginning of a file until it is clear what it is.
package struct MessengerSniffer: Sendable {
  private var stream = MemberStream(longestRow: 1 << 16)
  private var member = ""
  private var looksLikeExport = false
  private var isFirst = true

  package init() {}

  /// Nothing while it could be either. A file that is broken is left to the reader that explains it better.
  package mutating func look(at chunk: [UInt8]) throws(MessengerExportError) -> MessengerFormat? {
    if isFirst, chunk.starts(with: Array("PK\u{3}\u{4}".utf8)) { throw .archive }
    if isFirst, chunk.first(where: { !isSpace($0) }) == UInt8(ascii: "<") { throw .page }
    isFirst = isFirst && chunk.isEmpty
    stream.feed(chunk)
    do throws(JSONError) {
      while let event = try stream.next() { if let format = format(event) { return format } }
    } catch {
      return .groupedChats
    }
    return nil
  }

  /// The file ended before anything else was clear.
  package var last: MessengerFormat { looksLikeExport ? .export : .groupedChats }

  private mutating func format(_ event: MemberStream.Event) -> MessengerFormat? {
    switch event {
    case .member(let found):
      member = (try? found.key.get()) ?? ""  // unreadable: no key of an export
      guard MessengerSniffer.lists.contains(member) else { return .groupedChats }
      looksLikeExport = true
    case .notAnArray(let found, _):
      let key = (try? found.key.get()) ?? ""  // as above
      guard MessengerSniffer.others.contains(key) else { return .groupedChats }
      looksLikeExport = true
    case .row(let bytes, _): return format(of: bytes)
    case .rowTooLong, .rowTooDeep, .memberEnd, .text: break
    }
    return nil
  }

  /// A chat whose id happens to be a word of exports is told by its rows.
  private func format(of row: ArraySlice<UInt8>) -> MessengerFormat? {
    guard let json = try? JSONValue(utf8: Array(row)) else { return nil }  // the reader says what is wrong with it
    if !json["MESSAGE_CONTENT"].isMissingOrNull || !json["DIRECTION"].isMissingOrNull { return .groupedChats }
    let isMessage = !json["timestamp_ms"].isMissingOrNull || !json["sender_name"].isMissingOrNull
    return isMessage || member == "participants" && !json["name"].isMissingOrNull ? .export : nil
  }

  private static let lists: Set<String> = ["participants", "messages", "magic_words"]
  private static let others: Set<String> = [
    "title", "is_still_participant", "thread_type", "thread_path", "image", "joinable_mode",
  ]
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

/// Why an export is no use.
package enum MessengerExportError: Error, Equatable, CustomStringConvertible {
  case archive
  case page
  case notJSON(JSONError, file: String)
  /// Nobody said who of these is the company.
  case companyUnknown(participants: [String])
  case nothingUsable(first: RejectedRow?)

  package var description: String {
    switch self {
    case .archive: "the file is a ZIP archive; unpack it and name the folder"
    case .page: "the file is a page in HTML; ask Facebook for the download in the format JSON"
    case .notJSON(let error, let file):
      "\(quoted(file)) is not JSON: \(error); export it again, or mend it at this place"
    case .companyUnknown(let names) where names.isEmpty:
      "nobody said which participant is the company; name it with --company"
    case .companyUnknown(let names):
      "nobody said which participant is the company; name one of them with --company: "
        + names.map { quoted($0) }.joined(separator: ", ")
    case .nothingUsable(nil): "nothing usable: there is no message in it"
    case .nothingUsable(let first?): "nothing usable: all was set aside, first \(first.where): \(first.why)"
    }
  }
}
