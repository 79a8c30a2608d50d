import JSONReader

/// A conversation and its entries as they came, for decoding them again without another call.
///
/// Left out is what changes by itself or with the server that answered (friendly times, pictures, colours, addresses of
/// the API), what repeats the entries (the preview), and what must not be kept (links that unsubscribe without a login).
enum HelpScoutPayload {
  private static let leftOut: Set<String> = [
    "friendly", "photoUrl", "preview", "color", "styles", "_links", "nextEvent",
  ]

  /// Entries go by id, however they were listed.
  static func bytes(_ conversation: JSONValue, _ threads: [JSONValue]) -> [UInt8] {
    let sorted = threads.enumerated().sorted { (id($0.element), $0.offset) < (id($1.element), $1.offset) }
    var json = JSONWriter()
    json.object { json in
      json.member("conversation") { write(conversation, without: ["_embedded"], into: &$0) }
      json.member("threads") { json in
        json.array { for thread in sorted { write(thread.element, into: &$0) } }
      }
    }
    return json.bytes
  }

  private static func id(_ thread: JSONValue) -> Int { (try? thread["id"].int) ?? 0 }  // one without an id comes first

  private static func write(_ value: JSONValue, without more: Set<String> = [], into json: inout JSONWriter) {
    switch value {
    case .object(let object):
      json.object { json in
        for member in object.members where !leftOut.contains(member.key) && !more.contains(member.key) {
          json.member(member.key) { write(member.value, into: &$0) }
        }
        // The one address that leads a person somewhere.
        if let link = value["_links"]["web"].value { json.member("_links") { $0.object { $0.member("web", link) } } }
      }
    case .array(let values): json.array { for value in values { write(value, into: &$0) } }
    case .text(let text): json.value(UnsubscribeLink.cut(from: text))
    default: json.value(value)
    }
  }
}
