import JSONReader

/// A conversation and its entries as they came, for decoding them again without another call.
///
/// Left out is what changes by itself or with the server that answered (friendly times, pictures, colours, addresses of
/// the API), what repeats the entries (the preview), and what must not be kept (links that unsubscribe without a login).
enum HelpScoutPayload {
  private static let revision = JSONRevision(
    omitting: ["friendly", "photoUrl", "preview", "color", "styles", "nextEvent"],
    // The one address that leads a person somewhere.
    reducing: (name: "_links", to: "web"), textsWith: UnsubscribeLink.action, by: UnsubscribeLink.cut)

  /// Entries go by id, however they were listed.
  static func bytes(_ conversation: JSONValue, _ threads: [JSONValue]) -> [UInt8] {
    let sorted = threads.enumerated().map { (id: id($0.element), offset: $0.offset) }
      .sorted { ($0.id, $0.offset) < ($1.id, $1.offset) }
    var json = JSONWriter()
    json.object { json in
      json.key("conversation")
      revision.write(conversation, without: "_embedded", into: &json)
      json.member("threads") { json in
        json.array { for thread in sorted { revision.write(threads[thread.offset], into: &$0) } }
      }
    }
    return json.bytes
  }

  private static func id(_ thread: JSONValue) -> Int { (try? thread["id"].int) ?? 0 }  // one without an id comes first
}
