import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Markup
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// Shows what a decision would change, and makes it when the form is sent.
  func decidePage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let fields = request.method == .post ? try await request.form() : request.query
    let asked = try DecisionAsked(fields)
    guard request.method == .post else { return .page(try await decisionPage(asked)) }
    do {
      let decision = try await decide(asked.order)
      return .redirect(to: asked.back(after: decision.number))
    } catch let refusal as IdentityRefusal {
      return .page(try await decisionPage(asked, refusal), status: .unprocessableContent)
    }
  }

  private func decisionPage(_ asked: DecisionAsked, _ refusal: IdentityRefusal? = nil) async throws -> SettingsPage {
    let book = try await installation.ledger.identityBook()
    let undone = book.decisions.first { $0.number == asked.order.undoes }
    let known = try await known(for: asked.order)
    var page = SettingsPage(
      frame: settingsFrame(asked.title), tabs: settingsTabs(.setting(.decisionsPage)),
      lede: undone.map {
        Sentence(.text("Decision \($0.number) says: "), .name($0.sentence), .text(words.validity($0) + "."))
      }
        ?? asked.lede, sections: [])
    var problem = refusal.map { $0.description }
    var effect: DecisionEffect?
    if problem == nil, asked.isComplete {
      do { effect = try await installation.effect(of: asked.order, by: Asker.current.actor.name) } catch let refusal
        as IdentityRefusal
      { problem = refusal.description }
    }
    page.sections.append(
      SettingsPage.Part(
        id: "question", heading: "What is decided", columns: 5,
        question: asked.question(known, problem: problem?.asSentence, isMain: effect == nil)))
    if let effect { page.sections.append(part(effect, asked)) }
    return page
  }

  /// Words that a field may be filled with.
  private func known(for order: IdentityOrder) async throws -> [String] {
    let naming = await installation.analyst.currentNaming
    switch order.kind {
    case .alias, .merge, .reject: return naming.listedNames.sorted()
    case .team: return Set(naming.memberships.map(\.team)).sorted()
    case .tag: return Set(naming.products.rules.map(\.product)).sorted()
    case .company, .domain: return naming.clients.all
    case .person, .role, .left, .contact, .notContact, .passOver, .undo: return []
    }
  }

  private func part(_ effect: DecisionEffect, _ asked: DecisionAsked) -> SettingsPage.Part {
    SettingsPage.Part(
      id: "effect", heading: "What it would change", columns: 7, lead: lead(effect), table: table(effect),
      question: Question(
        id: "decide", action: Route.setting(.decidePage).path, changesSomething: true, kept: asked.kept, asked: [],
        button: asked.button, isMain: true))
  }

  private func lead(_ effect: DecisionEffect) -> Sentence {
    let messages = effect.mentions.reduce(0) { $0 + $1.messages }
    var parts: [Sentence.Part] = []
    if !effect.mentions.isEmpty {
      let sources = Set(effect.mentions.map(\.source)).sorted().joined(separator: ", ")
      let days = effect.mentions.map { words.date(words.zone.day(of: $0.first)) }.first ?? ""
      parts += [
        .strong(Figures.count(messages, "message stands", "messages stand")),
        .text(" under this name, at \(sources), since \(days). "),
      ]
    }
    if effect.isTooLarge {
      parts.append(.text("So many conversations would be worked out anew that the figures are not shown beforehand. "))
    } else if effect.moves.isEmpty {
      parts.append(.text("No figure of this year would say anything else. "))
    } else {
      parts.append(.text("These figures would say something else. "))
    }
    if !effect.totals.isEmpty, !effect.isTooLarge {
      let moved = effect.totals.filter { $0.before != $0.after }
      parts.append(
        .text(
          moved.isEmpty
            ? "The totals stay as they are: work moves between lines and none is lost."
            : "Totals change too: \(moved.map(words(of:)).joined(separator: "; "))."))
    }
    return Sentence(parts: parts)
  }

  private func words(of total: DecisionEffect.Total) -> String {
    let definition = total.metric.definition
    let (before, after) = (definition.words(of: total.before) ?? "none", definition.words(of: total.after) ?? "none")
    return "\(definition.name.lowercased()) \(total.period.title.lowercased()) \(before) → \(after)"
  }

  private func table(_ effect: DecisionEffect) -> RecordTable? {
    guard !effect.moves.isEmpty else { return nil }
    let periods = [NamedPeriod.thisMonth, .lastMonth, .thisYear]
    var lines: [(metric: Metric, label: String)] = []
    for move in effect.moves where !lines.contains(where: { $0 == (move.metric, move.label) }) {
      lines.append((move.metric, move.label))
    }
    let most = 40
    let rows = lines.prefix(most).map { line in
      RecordTable.Row(
        head: .init(Sentence(.name(line.label)), notes: [Sentence(.text(line.metric.name))]),
        cells: periods.map { period in
          let move = effect.moves.first { ($0.metric, $0.label, $0.period) == (line.metric, line.label, period) }
          guard let move else { return .init("as it is") }
          let definition = line.metric.definition
          return .init(
            Sentence(
              .text("\(definition.words(of: move.before) ?? "none") → "),
              .strong(definition.words(of: move.after) ?? "none")))
        })
    }
    return RecordTable(
      title: "Figures that would change",
      columns: [.init("Whose")] + periods.map { .init($0.title, isFigure: true) }, rows: rows,
      nothing: "")
  }

  /// The same for programs.
  func decisionEffect(_ request: HTTPRequest) async throws -> HTTPResponse {
    let order = try IdentityOrder(
      try await request.orderFields(takesNumbers: true), among: IdentityDecision.Kind.allCases)
    var json = JSONWriter()
    try await installation.effect(of: order, by: Asker.current.actor.name).write(to: &json)
    return .json(json.bytes)
  }
}
