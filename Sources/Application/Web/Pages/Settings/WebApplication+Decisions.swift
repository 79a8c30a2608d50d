import HTTPServer
import Markup
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// What was decided about people, products and clients, the newest first.
  func decisionsPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let book = try await installation.ledger.identityBook()
    let number = try request.query.number("page", 1...1_000_000) ?? 1
    let size = 50
    let all = Array(book.decisions.reversed())
    let part = all.dropFirst((number - 1) * size).prefix(size)
    var page = SettingsPage(
      frame: settingsFrame("Decisions"), tabs: settingsTabs(.setting(.decisionsPage)),
      notices: try await decided(request),
      sections: [
        SettingsPage.Part(
          id: "decisions", heading: "What was decided", aside: Sentence(.text(Figures.count(all.count))),
          lead:
            "Decisions are added to the settings file and never edited: whatever was decided can be undone, for good or from a day.",
          table: decisionTable(Array(part), book, back: request.here))
      ])
    page.paging = paging(part.startIndex, part.count, of: all.count, page: number, size: size) { number in
      Route.setting(.decisionsPage).href([("page", String(number))])
    }
    return .page(page)
  }

  func decisionTable(_ decisions: [IdentityDecision], _ book: IdentityBook, back: String) -> RecordTable {
    let mayUndo = Asker.current.may(.decidePage)
    return RecordTable(
      title: "Decisions",
      columns: [.init("Decided"), .init("Holds"), .init("By"), .init("Number", isFigure: true)],
      rows: decisions.map { decision in
        let isInForce = book.isInForce(decision.number)
        // An undoing from a day on ends what it undoes.
        let held = book.valid.first { $0.number == decision.number } ?? decision
        let span = words.span(held.from, held.to)
        let undo = Sentence(.link("Undo…", href: Route.undoing(decision.number, back: back)))
        return RecordTable.Row(
          head: .init(
            Sentence(.name(decision.sentence)),
            notes: decision.match.map { match in
              [Sentence(.text(match.words + (decision.confidence.map { ", \(Figures.share($0))" } ?? "")))]
            } ?? []),
          cells: [
            .init(
              Sentence(.status(isInForce ? Status(.good, span.isEmpty ? "always" : span) : Status(.neutral, "undone"))),
              notes: isInForce && mayUndo ? [undo] : []),
            .init(Sentence(.name(decision.by)), notes: [Sentence(.text(words.moment(decision.at)))]),
            .init("\(decision.number)"),
          ])
      }, nothing: "Nothing was decided yet.")
  }
}
