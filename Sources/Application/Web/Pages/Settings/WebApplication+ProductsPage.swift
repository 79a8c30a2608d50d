import HTTPServer
import JSONReader
import Markup
import Metrics
import Runtime
import Support

extension WebApplication {
  func productsPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    let survey = try await installation.productSurvey()
    let back = request.here
    var sections = [unmapped(survey, back), products(survey, back)]
    if !survey.passedOver.isEmpty {
      sections.append(passedOver(survey.passedOver, "Tags that tell of no product", back))
    }
    return .page(
      SettingsPage(
        frame: settingsFrame("Products and tags"), tabs: settingsTabs(.setting(.productsPage)),
        notices: try await decided(request), lede: lede(survey), sections: sections))
  }

  private func lede(_ survey: ProductSurvey) -> Sentence {
    guard survey.conversations > 0 else { return "No conversation of the last twelve months yet." }
    let query = survey.query.narrowed(to: .product, ProductRules.unmapped)
    let share = Double(survey.unmappedConversations) / Double(survey.conversations)
    return Sentence(
      .figure(Figures.count(survey.unmappedConversations), href: Route.rows(behind: query)),
      .text(" of \(Figures.count(survey.conversations, "conversation", "conversations")) of the last twelve months "),
      .text("are about no product (\(Figures.share(share))); \(Figures.count(survey.untagged)) of them have no tag."))
  }

  private func unmapped(_ survey: ProductSurvey, _ back: String) -> SettingsPage.Part {
    let mayDecide = Asker.current.may(.decidePage)
    let rows = survey.unmapped.prefix(WebApplication.longestTable).map { unmapped in
      let query = survey.query.narrowed(to: .product, ProductRules.unmapped).narrowed(to: .tag, unmapped.tag)
      let tag = Calling(unmapped.tag, in: "")
      return RecordTable.Row(
        head: .init(Sentence(.name(unmapped.tag))),
        cells: [
          .init(Sentence(.figure(Figures.count(unmapped.conversations), href: Route.rows(behind: query)))),
          suggested(unmapped.suggestions, "no suggestion") {
            Route.deciding(.tag, $0.person, of: tag, back: back)
          },
          mayDecide
            ? ways([
              ("A product…", Route.deciding(.tag, of: tag, back: back)),
              ("Pass over…", Route.deciding(.passOver, "tag", of: tag, back: back)),
            ]) : .init("a manager decides"),
        ])
    }
    return SettingsPage.Part(
      id: "unmapped", heading: "Tags of no product", aside: Sentence(.text(Figures.count(survey.unmapped.count))),
      lead: "Tags of conversations that no rule covers, the busiest first.",
      table: RecordTable(
        title: "Tags of no product",
        columns: [.init("Tag"), .init("Conversations", isFigure: true), .init("May be"), .init("Decide")],
        rows: Array(rows), nothing: "Every tag that is used tells of a product, or is passed over."))
  }

  private func products(_ survey: ProductSurvey, _ back: String) -> SettingsPage.Part {
    let rows = survey.products.map { product in
      RecordTable.Row(
        head: .init(
          Sentence(.name(product.name)),
          notes: [Sentence(.text(product.isInSettings ? "in the settings file" : "by decision"))]),
        cells: [
          tags(product, back),
          .init(product.otherRules.isEmpty ? "tags alone" : product.otherRules.joined(separator: ", ")),
          .init(
            Sentence(
              .figure(
                Figures.decimal(product.conversations),
                href: Route.rows(behind: survey.query.narrowed(to: .product, product.name))))),
        ])
    }
    return SettingsPage.Part(
      id: "products", heading: "Products", aside: Sentence(.text(Figures.count(rows.count))),
      lead:
        "Of a conversation with several each has its share, so that the column adds up. What the settings file says stays; what is decided here comes on top and can be undone.",
      table: RecordTable(
        title: "Products with their tags",
        columns: [
          .init("Product"), .init("Tags"), .init("Where no tag tells"), .init("Conversations", isFigure: true),
        ], rows: rows, nothing: "No product yet: name one for a tag above, or list them in the settings file."))
  }

  private func tags(_ product: ProductSurvey.Product, _ back: String) -> RecordTable.Cell {
    let told = product.tags.filter { $0.decision == nil }.map(\.name).joined(separator: ", ")
    let decided = product.tags.compactMap(\.decision).map { decision in
      undoable(decision, Sentence(.name(decision.calling ?? ""), .text(words.validity(decision))), back)
    }
    guard !told.isEmpty || !decided.isEmpty else { return .init("none") }
    return told.isEmpty
      ? .init(decided[0], notes: Array(decided.dropFirst())) : .init(Sentence(.name(told)), notes: decided)
  }

  func productList(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query, usual: Window.most)
    let survey = try await installation.productSurvey()
    return .part(window, of: survey.products.count, at: ListAddress(request)) { json in
      survey.writeMembers(to: &json, products: window.of(survey.products))
    }
  }
}

// What tables of undecided things have in common.
extension WebApplication {
  /// Longer ones are asked for by programs.
  static let longestTable = 200

  func suggested(
    _ suggestions: [Suggestion], _ nothing: String, _ href: (Suggestion) -> String
  ) -> RecordTable.Cell {
    let mayDecide = Asker.current.may(.decidePage)
    let sentences = suggestions.map { suggestion in
      var parts: [Sentence.Part] = [.name(suggestion.person), .text(" \(suggestion.words)")]
      if mayDecide { parts += [.text(" "), .link("See the effect…", href: href(suggestion))] }
      return Sentence(parts: parts)
    }
    return .init(sentences.first ?? Sentence(.text(nothing)), notes: Array(sentences.dropFirst()))
  }

  func ways(_ ways: [(title: String, href: String)]) -> RecordTable.Cell {
    var parts: [Sentence.Part] = []
    for way in ways {
      if !parts.isEmpty { parts.append(.text(" · ")) }
      parts.append(.link(way.title, href: way.href))
    }
    return .init(Sentence(parts: parts))
  }

  func undoable(_ decision: IdentityDecision, _ sentence: Sentence, _ back: String) -> Sentence {
    guard Asker.current.may(.decidePage) else { return sentence }
    return Sentence(
      parts: sentence.parts + [.text(" "), .link("Undo…", href: Route.undoing(decision.number, back: back))])
  }

  func passedOver(_ decisions: [IdentityDecision], _ title: String, _ back: String) -> SettingsPage.Part {
    SettingsPage.Part(
      id: "passed-over", heading: title, aside: Sentence(.text(Figures.count(decisions.count))),
      table: RecordTable(
        title: title, columns: [.init("Word"), .init("Passed over by")],
        rows: decisions.map { decision in
          RecordTable.Row(
            head: .init(Sentence(.name(decision.calling ?? ""))),
            cells: [
              .init(
                undoable(decision, Sentence(.name(decision.by)), back),
                notes: [Sentence(.text(words.moment(decision.at)))])
            ])
        }, nothing: ""))
  }
}
