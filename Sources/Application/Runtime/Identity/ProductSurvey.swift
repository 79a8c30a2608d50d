import CivilTime
package import Metrics
package import Support
import Warehouse

/// Which tags tell of which product, and which tell of none although somebody uses them.
package struct ProductSurvey: Sendable, Equatable {
  package struct Tag: Sendable, Equatable {
    package var name: String
    /// The decision that says so; nothing for the settings file.
    package var decision: IdentityDecision?
  }

  package struct Product: Sendable, Equatable {
    package var name: String
    package var isInSettings: Bool
    package var tags: [Tag]
    /// Inboxes, pipelines, categories and fields of the settings, in words.
    package var otherRules: [String]
    /// Shares of conversations of the period.
    package var conversations: Double
  }

  package struct Unmapped: Sendable, Equatable {
    package var tag: String
    package var conversations: Int
    package var suggestions: [Suggestion]
  }

  package var period: Period
  package var products: [Product]
  /// The busiest first.
  package var unmapped: [Unmapped]
  package var passedOver: [IdentityDecision]
  /// Conversations of the period that are about no product, and those of them that have no tag at all.
  package var unmappedConversations = 0
  package var untagged = 0
  package var conversations = 0
  /// What all, and those about no product, are asked by.
  package var query: MetricQuery
}

extension Installation {
  /// The last twelve months and this one.
  package var surveyed: Period {
    let first = today.firstOfMonth
    return Period(from: first.firstOfMonth(adding: -12), to: first.firstOfMonth(adding: 1))
      ?? NamedPeriod.thisYear.period(today: today)
  }

  package func productSurvey() async throws -> ProductSurvey {
    try await analyst.follow()
    let book = try await ledger.identityBook()
    let query = MetricQuery(.conversationsCreated, over: surveyed, zone: settings.workspace.timeZone)
    let byProduct = try await analyst.answer(query.broken(down: .product), asOf: now)
    let byTag = try await analyst.answer(
      query.narrowed(to: .product, ProductRules.unmapped).broken(down: .tag), asOf: now)
    var survey = ProductSurvey(
      period: surveyed, products: [], unmapped: [], passedOver: book.of(.passOver).filter { $0.subject == "tag" },
      query: query)
    survey.conversations = byProduct.sample
    survey.unmappedConversations = byTag.sample
    survey.products = products(book, byProduct)
    let matcher = WordMatcher(
      Dictionary(survey.products.map { ($0.name, Set($0.tags.map(\.name))) }) { $0.union($1) })
    for group in byTag.groups {
      let tag = group.labels[0]
      if tag == FactColumns.noValue {
        survey.untagged = group.sample
      } else if !book.passesOver(tag, .tag) {
        survey.unmapped.append(
          ProductSurvey.Unmapped(tag: tag, conversations: group.sample, suggestions: matcher.suggestions(for: tag)))
      }
    }
    survey.unmapped.sort { ($1.conversations, $0.tag) < ($0.conversations, $1.tag) }
    return survey
  }

  private func products(_ book: IdentityBook, _ byProduct: Answer) -> [ProductSurvey.Product] {
    let decided = book.of(.tag)
    var names = settings.products.map(\.name)
    for name in decided.map(\.subject).sorted() where !names.contains(name) { names.append(name) }
    return names.map { name in
      let listed = settings.products.filter { $0.name == name }
      let isNow = { [now] (decision: IdentityDecision) in decision.to.map { now < $0 } ?? true }
      let taken = Set(
        decided.filter { $0.subject != name && isNow($0) && $0.from == nil }.compactMap { $0.calling?.lowercased() })
      let told = listed.flatMap(\.tags).filter { !taken.contains($0.lowercased()) }.map { ProductSurvey.Tag(name: $0) }
      let added = decided.filter { $0.subject == name }.map { ProductSurvey.Tag(name: $0.calling ?? "", decision: $0) }
      let value = byProduct.groups.first { $0.labels == [name] }?.value
      return ProductSurvey.Product(
        name: name, isInSettings: !listed.isEmpty, tags: told + added, otherRules: listed.flatMap(\.otherRules),
        conversations: value?.amount ?? 0)
    }
  }
}

extension Settings.Product {
  fileprivate var otherRules: [String] {
    inboxes.map { "inbox \($0)" } + pipelines.map { "pipeline \($0)" } + categories.map { "category \($0)" }
      + fields.map { "\($0.field) is \($0.values.joined(separator: " or "))" }
  }
}

extension MetricQuery {
  fileprivate func broken(down dimension: Dimension) -> MetricQuery {
    var query = self
    query.by = [dimension]
    return query
  }
}

extension MetricValue {
  fileprivate var amount: Double? {
    switch self {
    case .count(let count): Double(count)
    case .amount(let amount): amount
    case .none, .durations, .share, .score, .range: nil
    }
  }
}
