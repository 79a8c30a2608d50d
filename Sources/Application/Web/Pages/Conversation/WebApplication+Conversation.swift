import HTTPServer
import Runtime
import Support
import Warehouse

extension WebApplication {
  func conversation(_ key: ConversationKey, _ request: HTTPRequest) async throws -> HTTPResponse {
    let part = EventPart(number: try request.query.number("page", 1...1_000_000) ?? 1)
    guard let history = try await installation.ledger.history(of: key),
      let summary = try await installation.ledger.summaries(of: [key.text]).first
    else { throw WebError.notFound("there is no conversation “\(shown(key.text))”") }
    let evidence = Evidence(
      history: history, summary: summary, facts: Facts(of: history, under: installation.rules),
      gap: installation.rules.inactivityGap, words: words)
    let frame = frame(summary.title, at: .conversations, try await sourceStates())
    return .page(ConversationPage(frame, evidence, part))
  }
}

/// A conversation as its page explains it.
struct Evidence {
  var history: History
  var summary: ConversationSummary
  var facts: Facts
  /// Seconds of silence that end an episode where the source knows no states.
  var gap: Int64
  var words: DayWords

  var key: ConversationKey { history.conversation.key }
}

/// One page of a long conversation.
struct EventPart {
  static let size = 200
  /// From 1.
  var number: Int

  func of<Element>(_ all: [Element]) -> ArraySlice<Element> {
    all.dropFirst((number - 1) * EventPart.size).prefix(EventPart.size)
  }

  func hasMore(than count: Int) -> Bool { number * EventPart.size < count }
}
