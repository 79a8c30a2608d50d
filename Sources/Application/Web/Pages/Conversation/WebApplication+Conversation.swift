import CivilTime
import HTTPServer
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  func conversation(_ key: ConversationKey, _ request: HTTPRequest) async throws -> HTTPResponse {
    let part = EventPart(number: try request.query.number("page", 1...1_000_000) ?? 1)
    let ledger = installation.ledger
    guard try await isVisible(key),
      let known = try await ledger.evidence(of: [key.text], under: installation.rules)[key.text],
      let summary = try await ledger.summaries(of: [key.text]).first
    else { throw WebError.notFound("there is no conversation “\(shown(key.text))”") }
    var evidence = Evidence(known, summary, words: words)
    evidence.given = try await installation.analyst.answers(
      to: evidence.questions(asOf: installation.now), ofAlone: key, asOf: installation.now)
    let frame = frame(summary.title, at: .conversations, try await sourceStates())
    var page = ConversationPage(frame, evidence, part)
    page.alike = try await alike(evidence)
    return .page(page)
  }

  /// How its first response stands among those of the same source.
  private func alike(_ evidence: Evidence) async throws -> SpreadSection? {
    guard case .answered(let from, let to, _) = evidence.facts.firstResponse, evidence.facts.standing == .counted else {
      return nil
    }
    let created = evidence.words.zone.day(of: evidence.facts.createdAt ?? from)
    guard let days = Period(from: created + -29, to: created + 1) else { return nil }
    let query = Asker.current.narrowed(
      MetricQuery(
        .firstResponse, over: days, zone: evidence.words.zone.name,
        filters: [Filter(.source, [evidence.key.source])]))
    let answer = try await installation.analyst.answer(query, asOf: installation.now)
    guard answer.sample <= 100_000 else { return nil }
    let values = try await installation.analyst.receipt(of: query, asOf: installation.now).compactMap(\.value)
    return SpreadSection(answer, values, around: to - from)
  }
}

/// A conversation as its page explains it.
struct Evidence {
  var history: History
  var facts: Facts
  var rules: Rules
  var summary: ConversationSummary
  var words: DayWords
  /// What it gives to numbers.
  var given: [Analyst.Alone] = []

  init(_ known: ConversationEvidence, _ summary: ConversationSummary, words: DayWords) {
    history = known.history
    facts = known.facts
    rules = known.rules
    self.summary = summary
    self.words = words
  }

  var key: ConversationKey { history.conversation.key }
  var source: String { key.source }
  /// Seconds of silence that end an episode where the source knows no states.
  var gap: Int64 { rules.inactivityGap }

  /// What the source calls one of its ids; the id itself where nobody told.
  func name(of id: String, as kind: DirectoryEntry.Kind) -> String {
    rules.directory.name(of: id, as: kind, in: source) ?? id
  }
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
