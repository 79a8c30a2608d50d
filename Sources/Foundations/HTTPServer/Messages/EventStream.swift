/// Server-sent events to one browser (the `text/event-stream` format of the HTML standard).
package struct EventStream: Sendable {
  private let writer: ResponseWriter

  init(_ writer: ResponseWriter) { self.writer = writer }

  /// Throws `ClientGone` when the browser went away. Line breaks in the data are kept; an event's name and id are one
  /// line each, so there they become spaces.
  package func send(event: String? = nil, data: String, id: String? = nil) async throws {
    var text = ""
    if let event { text += "event: \(event.asOneLine)\n" }
    if let id { text += "id: \(id.asOneLine)\n" }
    for line in data.lines { text += "data: \(line)\n" }
    try await writer.write(text + "\n")
  }

  /// A line the browser ignores.
  package func comment(_ text: String) async throws { try await writer.write(": \(text.asOneLine)\n\n") }

  /// How long the browser should wait before it connects again.
  package func suggestRetry(after delay: Duration) async throws {
    let milliseconds = delay.components.seconds * 1000 + delay.components.attoseconds / 1_000_000_000_000_000
    try await writer.write("retry: \(milliseconds)\n\n")
  }
}

extension HTTPResponse {
  /// An answer that stays open and sends events until `produce` returns, the client leaves, or the server stops.
  ///
  /// The heartbeat is a comment sent into silence: it keeps proxies from giving up and finds out who has left.
  package static func events(
    heartbeat: Duration = .seconds(15), _ produce: @escaping @Sendable (EventStream) async throws -> Void
  ) -> HTTPResponse {
    var response = HTTPResponse(
      .ok,
      headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",  // nginx would hold events back until a buffer is full
      ],
      body: .stream { writer in try await produce(EventStream(writer)) })
    response.heartbeat = Heartbeat(interval: heartbeat, bytes: Array(": \n\n".utf8))
    return response
  }
}

extension String {
  /// All that the format takes for a line break counts: CR LF, LF, CR.
  fileprivate var lines: [Substring] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }

  fileprivate var asOneLine: String { lines.joined(separator: " ") }
}
