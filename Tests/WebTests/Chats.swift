import JSONReader
import Synchronization

/// Uploads written by hand.
enum Chats {
  static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: facebook, kind: messenger}
    """

  /// Three conversations that count and one that does not; the third customer waits since 10:00 UTC.
  static let sample = #"""
    {"1": [
      {"MESSAGE_CONTENT": "Where is my parcel?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-12T10:00:00.000Z"},
      {"MESSAGE_CONTENT": "Dial *977# for our menu", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:00:01.000Z"},
      {"MESSAGE_CONTENT": "It left us yesterday.", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:10:00.000Z", "AGENT_USERNAME": "Maya"},
      {"MESSAGE_CONTENT": "Anything else?", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-12T10:10:30.000Z", "AGENT_USERNAME": "Maya"}],
     "2": [
      {"MESSAGE_CONTENT": "Hello", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-13T10:00:00+02:00"},
      {"MESSAGE_CONTENT": "Hi", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "2025-08-13T08:01:00Z", "AGENT_USERNAME": ""},
      {"MESSAGE_CONTENT": "Bad", "DIRECTION": "to_client", "SOCIAL_CREATE_TIME": "NaT"}],
     "3": [
      {"MESSAGE_CONTENT": "Nobody there?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T10:00:00.000Z"},
      {"MESSAGE_CONTENT": "Still nobody?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T11:00:00.000Z"}],
     "4": [
      {"MESSAGE_CONTENT": "*977# is our number", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T10:00:00.000Z"}]}
    """#

  /// So many conversations with one answered question each, all on 13 August.
  static func many(_ count: Int) -> String {
    let chats = (0..<count).map { number in
      let rows = [
        row("Question \(number)", "to_company", "09:00:00"), row("Answer", "to_client", "09:05:00", agent: "Maya"),
      ]
      return "\"c\(number)\": [\(rows.joined(separator: ","))]"
    }
    return "{\(chats.joined(separator: ","))}"
  }

  static func row(_ text: String, _ direction: String, _ time: String, agent: String = "") -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("MESSAGE_CONTENT", text)
      json.member("DIRECTION", direction)
      json.member("SOCIAL_CREATE_TIME", "2025-08-13T\(time)Z")
      json.member("AGENT_USERNAME", agent)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// A chat whose id, names and texts try to become markup.
  static let hostile: String = {
    var json = JSONWriter()
    json.object { json in
      json.member("<img src=x onerror=alert(1)>") { json in
        json.array { json in
          json.raw(row("<script>alert(\"text\")</script>", "to_company", "09:00:00").utf8)
          json.raw(row("</title></textarea>'\"><b>", "to_client", "09:05:00", agent: "<svg onload=alert(2)>").utf8)
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }()
}

extension JSONValue {
  subscript(key: String) -> JSONValue? { if case .object(let object) = self { object[key] } else { nil } }

  var int: Int? { if case .number(let number) = self { number.int } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  var keys: [String] { if case .object(let object) = self { object.members.map(\.key) } else { [] } }
}

extension Chats {
  /// Lends a text once, as a file would be read.
  static func lender(of text: String) -> @Sendable () -> [UInt8]? {
    let rest = Mutex<[UInt8]?>(Array(text.utf8))
    return { rest.withLock { $0.take() } }
  }
}
