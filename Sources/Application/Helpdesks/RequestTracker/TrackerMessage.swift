import Encoding
import JSONReader

/// What a transaction says: the readable one of its parts, and what its headers tell.
struct TrackerMessage: Equatable, Sendable {
  var text: String?
  /// Sent by a machine, such as a notice of absence.
  var isAutomatic: Bool
  var isBounce: Bool
  /// How it came: `Email`, `Web`, `REST` …
  var interface: String?

  init(_ parts: [JSONValue]) {
    let parts = parts.map { TrackerPart($0) }
    text = TrackerMessage.text(of: parts)
    isAutomatic = parts.contains(where: \.isAutomatic)
    isBounce = parts.contains(where: \.isDeliveryReport)
    interface = parts.lazy.compactMap { $0.headers["x-rt-interface"] }.first
  }

  /// A mail tells the same as text and as HTML: the text is enough. Files that came with it are no part of what it says.
  private static func text(of parts: [TrackerPart]) -> String? {
    let said = parts.filter { $0.isReadable && $0.content != nil }
    if let plain = said.first(where: { $0.contentType == "text/plain" }) { return plain.content }
    return said.first { $0.contentType == "text/html" }?.content.map { HTMLText.plain($0) }
  }
}

/// One part of a mail: an attachment, as Request Tracker calls them all.
struct TrackerPart {
  let contentType: String
  /// By name in lower case.
  let headers: [String: String]
  private let given: String?

  init(_ json: JSONValue) {
    let part = TrackerValue(json.root)
    let type = part["ContentType"].text ?? ""
    contentType = type.prefix { $0 != ";" && $0 != " " }.lowercased()
    headers = TrackerPart.headers(part["Headers"].text ?? "")
    given = part["Content"].text
  }

  /// What somebody wrote, not a file that came with it.
  var isReadable: Bool { (contentType == "text/plain" || contentType == "text/html") && !isFile }

  var content: String? { given.map { TrackerPart.decoded($0) } }

  private var isFile: Bool {
    let disposition = headers["content-disposition"]?.lowercased() ?? ""
    return disposition.hasPrefix("attachment")
  }

  /// RFC 3834, and what older programs write.
  var isAutomatic: Bool {
    if let mark = headers["auto-submitted"]?.lowercased(), !mark.hasPrefix("no") { return true }
    if headers["x-autoreply"] != nil || headers["x-autorespond"] != nil { return true }
    return ["auto_reply", "bulk", "junk"].contains(headers["precedence"]?.lowercased() ?? "")
  }

  var isDeliveryReport: Bool { contentType == "multipart/report" || contentType == "message/delivery-status" }

  private static func headers(_ text: String) -> [String: String] {
    var headers: [String: String] = [:]
    var last: String?
    for line in text.split(whereSeparator: \.isNewline) {
      if line.first == " " || line.first == "\t", let name = last {
        headers[name, default: ""] += line
      } else if let colon = line.firstIndex(of: ":") {
        let name = line[..<colon].lowercased()
        headers[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
        last = name
      }
    }
    return headers
  }

  /// The list of a transaction's parts gives text as it is, `GET /attachment/{id}` in base64: that is recognised by its
  /// lines of at most 76 digits, the last one ended too, that make readable text.
  static func decoded(_ content: String) -> String {
    guard content.utf8.last == UInt8(ascii: "\n"), !content.utf8.contains(UInt8(ascii: " ")) else { return content }
    let lines = content.utf8.split(separator: UInt8(ascii: "\n"))
    guard !lines.isEmpty, lines.allSatisfy({ $0.count <= 76 }), lines.dropLast().allSatisfy({ $0.count == 76 }),
      let bytes = Base64.decode(String(decoding: lines.joined(), as: UTF8.self)),
      let text = String(validating: bytes, as: UTF8.self),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" || $0 == "\r" || $0 == "\t" })
    else { return content }
    return text
  }
}
