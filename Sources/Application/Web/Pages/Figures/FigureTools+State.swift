import CivilTime
import Markup
import Metrics

extension FigureTools {
  /// The tools of a page of figures: period, comparison, and what can be taken away from it.
  ///
  /// - Parameter api: the same figures for programs.
  init(_ state: FigureState, _ words: DayWords, weekStart: Int, api: String?) {
    self.init(
      period: PeriodPicker(
        state.chosen, words, weekStart: weekStart, offering: NamedPeriod.ofFigures, at: state.route,
        keeping: state.kept),
      comparison: LinkMenu(
        label: "Comparison", title: "against \(state.against.title)",
        links: FigureState.Against.allCases.map { against in
          LinkMenu.Link(
            title: against.title.prefix(1).uppercased() + against.title.dropFirst(),
            note: state.note(on: against, words),
            href: state.with { $0.against = against }.href, isCurrent: against == state.against)
        }),
      export: {
        var menu = LinkMenu(sharing: state.href, csv: state.href(adding: [("format", "csv")]), api: api)
        if Asker.current.mayAnnotate {
          menu.links.append(LinkMenu.Link(title: "Note on the charts", href: Route.views.path + "#note"))
        }
        return menu
      }())
  }
}

extension ActiveFilters {
  init(_ state: FigureState) {
    let chips = state.chips
    self.init(chips: chips, clearHref: state.filters.isEmpty ? nil : state.with { $0.filters = [] }.href)
  }
}

extension NamedPeriod {
  /// What pages of figures offer: days for a morning, months for a report.
  static let ofFigures: [NamedPeriod] = [
    .today, .yesterday, .last7Days, .last30Days, .last90Days, .thisWeek, .lastWeek, .thisMonth, .lastMonth, .thisYear,
  ]
}

extension FigureState {
  /// With which days the choice would compare.
  fileprivate func note(on against: Against, _ words: DayWords) -> String {
    with { $0.against = against }.earlier(query(.conversationsCreated), asOf: words.now).map(words.days) ?? ""
  }

  /// Each filter with the address without it; the zone too, where it is not the workspace's.
  var chips: [FilterChip] {
    var chips = Asker.current.narrowings.map { allowed in
      FilterChip(
        what: "you see \(allowed.dimension.title.lowercased())", value: allowed.values.joined(separator: " or "))
    }
    chips += filters.flatMap { filter in
      filter.values.map { value in
        FilterChip(
          what: filter.dimension.title.lowercased(), value: value,
          removeHref: with { state in
            state.filters = state.filters.compactMap { one in
              let left = one.values.filter { one.dimension != filter.dimension || $0 != value }
              return left.isEmpty ? nil : Filter(one.dimension, left)
            }
          }.href)
      }
    }
    if isOtherZone {
      let kept = pairs.filter { $0.name != "zone" }
      chips.append(FilterChip(what: "zone", value: zone.name, removeHref: route.href(kept)))
    }
    return chips
  }

  /// What the figures stand against, if anything.
  var comparison: Comparison? {
    switch against {
    case .nothing: nil
    case .before: .unit
    case .year: .year
    }
  }

  /// The question of the earlier period: while this one runs, up to the same moment of it.
  func earlier(_ query: MetricQuery, asOf now: Instant) -> MetricQuery? {
    comparison?.question(before: query, in: zone, asOf: now)
  }
}

extension Dimension {
  /// As the head of a column and the name of a choice.
  var title: String {
    switch self {
    case .person: "Person"
    case .team: "Team"
    case .source: "Source"
    case .channel: "Channel"
    case .inbox: "Inbox"
    case .pipeline: "Pipeline"
    case .group: "Group"
    case .product: "Product"
    case .client: "Client"
    case .priority: "Priority"
    case .type: "Type"
    case .category: "Category"
    case .tag: "Tag"
    case .initiator: "Who began"
    case .class: "Kind"
    case .day: "Day"
    case .week: "Week from"
    case .month: "Month"
    case .weekday: "Weekday"
    case .hour: "Hour"
    }
  }
}
