package import CivilTime
import JSONReader
import Support

/// Reads the conversations of a “Download your information” export, file by file while they arrive, holding one
/// conversation at a time.
///
/// Say `begin` before each conversation, `read` for the chunks of a file and `endFile` after them, the newest file
/// (`message_1.json`) first, and `end` when the conversation is complete.
package struct ExportReader {
  private let source: String
  private let observedAt: Instant
  private let company: String?
  private let longestRow: Int
  private var conversation: ExportConversation
  private var stream: MemberStream
  private var member = ""
  private var label = ""
  private var rejected: [RejectedRow] = []
  private var rejectedCount = 0
  private var told = 0
  private var firstRejected: RejectedRow?
  private var unsent = 0
  private var messages = 0

  /// - Parameter company: the participant that is the company; nothing where nobody knows.
  package init(source: String, company: String?, observedAt: Instant, longestRow: Int = 1 << 20) {
    self.source = source
    self.company = company
    self.observedAt = observedAt
    self.longestRow = longestRow
    conversation = ExportConversation(source: source, company: company, folder: nil, observedAt: observedAt)
    stream = MemberStream(longestRow: longestRow, keepsTexts: true)
  }

  /// - Parameter folder: the name of the folder that the files lie in, if they lie in one.
  package mutating func begin(folder: String?) {
    conversation = ExportConversation(source: source, company: company, folder: folder, observedAt: observedAt)
    rejected = []
    rejectedCount = 0
  }

  package mutating func beginFile(_ label: String) {
    self.label = label
    stream = MemberStream(longestRow: longestRow, keepsTexts: true)
  }

  package mutating func read(_ chunk: [UInt8]) throws(MessengerExportError) {
    do throws(JSONError) {
      stream.feed(chunk)
      while let event = try stream.next() { take(event) }
    } catch {
      throw .notJSON(error, file: label)
    }
    // A large file need not be read to its end to know that nobody can say who is who.
    if company == nil, conversation.rowCount > 1_000 { throw .companyUnknown(participants: conversation.people) }
  }

  package mutating func endFile() throws(MessengerExportError) {
    do {
      try stream.finish()
    } catch {
      throw .notJSON(error, file: label)
    }
  }

  /// The conversation, as far as it is one.
  package mutating func end() throws(MessengerExportError) -> DecodedConversation {
    unsent += conversation.unsent
    var decoded = DecodedConversation(
      conversation: nil, events: [], payload: [], rows: conversation.rowCount, rejectedCount: 0, rejected: [],
      duplicates: 0, warnings: [])
    do {
      guard let record = try conversation.record() else { return decoded.having(rejected, rejectedCount) }
      (decoded.conversation, decoded.events, decoded.payload) = (record.conversation, record.events, record.payload)
      messages += record.events.count
    } catch let error as MessengerExportError {
      throw error
    } catch {
      reject("\(error)", at: "conversation \(quoted(conversation.id ?? label))")
    }
    return decoded.having(rejected, rejectedCount)
  }

  /// After the last conversation: what concerns all of them.
  package func finish() throws(MessengerExportError) -> [String] {
    guard messages > 0 else { throw .nothingUsable(first: firstRejected) }
    switch unsent {
    case 0: return []
    case 1: return ["1 message was taken back by its sender and left out"]
    default: return ["\(unsent) messages were taken back by their senders and left out"]
    }
  }
}

extension DecodedConversation {
  fileprivate func having(_ rejected: [RejectedRow], _ count: Int) -> DecodedConversation {
    var decoded = self
    (decoded.rejected, decoded.rejectedCount) = (rejected, count)
    return decoded
  }
}

extension ExportReader {
  private mutating func take(_ event: MemberStream.Event) {
    switch event {
    case .member(let found): member = (try? found.key.get()) ?? ""  // an unreadable key is none that we know
    case .text(let found, let bytes):
      guard let key = try? found.key.get(), let text = try? JSONValue(utf8: Array(bytes)) else { return }  // as above
      conversation.take(text: text.root, of: key)
    case .row(let bytes, let place): take(row: bytes, at: place)
    case .rowTooLong(let count, let place):
      reject("it is \(count) bytes long; at most \(longestRow) are read", at: place)
    case .rowTooDeep(let place): reject("it holds values more than \(JSONCursor.maximumDepth) levels deep", at: place)
    case .memberEnd, .notAnArray: break
    }
  }

  private mutating func take(row bytes: ArraySlice<UInt8>, at place: MemberStream.Place) {
    do {
      switch member {
      case "participants": conversation.take(participant: try JSONValue(utf8: Array(bytes)).root)
      case "messages": try conversation.take(message: bytes)
      default: break
      }
    } catch let error as JSONError {
      reject("its text is broken at \(error)", at: place)
    } catch {
      reject("\(error)", at: place)
    }
  }

  private mutating func reject(_ why: String, at place: MemberStream.Place) {
    let position = "line \(place.position.line), column \(place.position.column)"
    reject(why, at: "\(label), \(member == "messages" ? "message" : "row") \(place.index + 1) (\(position))")
  }

  private mutating func reject(_ why: String, at place: String) {
    rejectedCount += 1
    guard told < GroupedChatsReader.told else { return }
    told += 1
    rejected.append(RejectedRow(where: place, why: why))
    firstRejected = firstRejected ?? rejected.last
  }
}
