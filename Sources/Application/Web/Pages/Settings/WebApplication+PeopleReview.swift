import CivilTime
import HTTPServer
import Markup
import Runtime
import Support

extension WebApplication {
  /// Names that are nobody's, the busiest first, each with whom it may mean.
  func peopleReviewPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let people = try await installation.people()
    let number = try request.query.number("page", 1...1_000_000) ?? 1
    let size = 50
    let part = people.open.dropFirst((number - 1) * size).prefix(size)
    let messages = people.open.reduce(0) { $0 + $1.messages }
    var page = SettingsPage(
      frame: settingsFrame("Names to review"), tabs: settingsTabs(.setting(.peoplePage)),
      parts: try await peopleParts(.peopleReviewPage, people), notices: try await decided(request),
      lede: people.open.isEmpty
        ? "Every name that our side writes under is somebody's."
        : Sentence(
          .strong(Figures.count(people.open.count, "name is", "names are")), .text(" nobody's yet, with "),
          .strong(Figures.count(messages, "message", "messages")),
          .text(". They count under the name itself until somebody says who it is.")),
      sections: [
        SettingsPage.Part(
          id: "review", heading: "Who is it?", aside: Sentence(.text("the busiest first")),
          table: RecordTable(
            title: "Names that are nobody's",
            columns: [.init("Name"), .init("Messages", isFigure: true), .init("May be"), .init("Decide")],
            rows: part.map { row($0, back: request.here) }, nothing: "Nothing to decide."))
      ])
    page.paging = paging(part.startIndex, part.count, of: people.open.count, page: number, size: size) { number in
      Route.setting(.peopleReviewPage).href([("page", String(number))])
    }
    return .page(page)
  }

  private func row(_ open: People.Open, back: String) -> RecordTable.Row {
    let calling = open.calling
    let place = [calling.source, calling.vendorID.map { "id \($0)" }, calling.email].compactMap { $0 }
    let days = [open.firstSeen, open.lastSeen].compactMap { $0 }.map { words.date(words.zone.day(of: $0)) }
    let mayDecide = Asker.current.may(.decidePage)
    let suggestions = open.suggestions.map { suggestion in
      let accept = Route.deciding(.alias, suggestion.person, of: calling, back: back)
      let reject = Route.deciding(.reject, suggestion.person, of: calling, back: back)
      var parts: [Sentence.Part] = [.name(suggestion.person), .text(" \(suggestion.words)")]
      if mayDecide {
        parts += [
          .text(" "), .link("It is \(suggestion.person)…", href: accept), .text(" · "),
          .link("It is not…", href: reject),
        ]
      }
      return Sentence(parts: parts)
    }
    return RecordTable.Row(
      head: .init(Sentence(.name(calling.name)), notes: [Sentence(.name(place.joined(separator: " · ")))]),
      cells: [
        .init(
          Sentence(.text(Figures.count(open.messages))),
          notes: days.isEmpty
            ? [] : [Sentence(.text(Set(days).count == 1 ? days[0] : days.joined(separator: " to ")))]),
        .init(suggestions.first ?? "nobody in the list", notes: Array(suggestions.dropFirst())),
        mayDecide ? others(calling, back: back) : .init("a manager decides"),
      ])
  }

  private func others(_ calling: Calling, back: String) -> RecordTable.Cell {
    let ways: [(String, String)] = [
      ("Somebody else…", Route.deciding(.alias, of: calling, back: back)),
      ("New person…", Route.deciding(.person, calling.name, of: calling, back: back)),
      ("A program…", Route.deciding(.role, calling.name, other: "bot", back: back)),
      ("Left out…", Route.deciding(.role, calling.name, other: "excluded", back: back)),
      ("Pass over…", Route.deciding(.passOver, "name", of: calling, back: back)),
    ]
    var parts: [Sentence.Part] = []
    for (title, href) in ways {
      if !parts.isEmpty { parts.append(.text(" · ")) }
      parts.append(.link(title, href: href))
    }
    return .init(Sentence(parts: parts))
  }

  /// - Parameter start: the place of the first that is shown.
  func paging(
    _ start: Int, _ count: Int, of total: Int, page: Int, size: Int, _ href: (Int) -> String
  ) -> Paging? {
    guard total > size || page > 1 else { return nil }
    return Paging(
      position: count == 0
        ? "none of \(Figures.count(total))"
        : "\(Figures.count(start + 1)) to \(Figures.count(start + count)) of \(Figures.count(total))",
      previousHref: page > 1 ? href(page - 1) : nil, nextHref: start + count < total ? href(page + 1) : nil)
  }
}
