import JSONReader

/// A conversation and its entries as they came, for decoding them again without another call.
///
/// Left out is what changes by itself or with the server that answered (friendly times, pictures, colours, addresses of
/// the API), what repeats the entries (the preview), and what must not be kept (links that unsubscribe without a login).
enum HelpScoutPayload {
  /// Entries go by id, however they were listed.
  static func bytes(_ conversation: JSONValue, _ threads: [JSONValue]) -> [UInt8] {
    let sorted = threads.enumerated().sorted { (id($0.element), $0.offset) < (id($1.element), $1.offset) }
    var json = JSONWriter()
    json.object { json in
      json.key("conversation")
      write(conversation, withoutEmbedded: true, into: &json)
      json.member("threads") { json in
        json.array { for thread in sorted { write(thread.element, into: &$0) } }
      }
    }
    return json.bytes
  }

  private static func id(_ thread: JSONValue) -> Int { (try? thread["id"].int) ?? 0 }  // one without an id comes first

  private static func write(_ value: JSONValue, withoutEmbedded: Bool = false, into json: inout JSONWriter) {
    switch value {
    case .object(let object):
      json.beginObject()
      for member in object.members { write(member, withoutEmbedded: withoutEmbedded, into: &json) }
      json.endObject()
    case .array(let values):
      json.beginArray()
      for value in values { write(value, into: &json) }
      json.endArray()
    case .text(let text): json.value(UnsubscribeLink.cut(from: text))
    default: json.value(value)
    }
  }

  private static func write(_ member: JSONObject.Member, withoutEmbedded: Bool, into json: inout JSONWriter) {
    switch member.key {
    case "friendly", "photoUrl", "preview", "color", "styles", "nextEvent": return
    case "_embedded" where withoutEmbedded: return
    case "_links":
      // The one address that leads a person somewhere.
      guard case .object(let links) = member.value, let web = links["web"] else { return }
      json.member("_links") { $0.object { $0.member("web", web) } }
    default:
      json.key(member.key)
      write(member.value, into: &json)
    }
  }
}
