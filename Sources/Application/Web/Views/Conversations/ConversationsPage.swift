import Markup

/// A list of conversations. Opened from a figure it is that figure's receipt and says so.
struct ConversationsPage: Page, Equatable {
  struct Row: Sendable, Equatable {
    var title: String
    var href: String
    /// “Studio Kranich · Shop chat”.
    var who: String
    /// When it began, or what the list is ordered by.
    var when: String
    var status: Status
    /// Nobody is a status: someone has to take it.
    var holder: String?
    var replies: String
    /// What this conversation gives to the figure, or why it gives nothing.
    var value: String?
    /// Part of the largest value on the page, 0 to 1, where a bar helps.
    var fraction: Double?
    /// Whose work it is credited to, or how the value came about.
    var valueNote: String = ""
  }
  var frame: PageFrame
  var period: PeriodPicker?
  /// Lists that people look for.
  var lists = Tabs(label: "Lists", tabs: [])
  var share: LinkMenu?
  var receipt: ReceiptHead?
  var chips: [FilterChip] = []
  /// The page without any filter.
  var clearHref: String?
  var filters: FilterForm?
  /// “618 conversations, slowest first”.
  var count: Sentence
  var exclusions: Exclusions?
  /// Head of the moments of the rows.
  var whenHead = "Created"
  /// Head of the last column, where the list explains a metric: “First response”.
  var valueHead: String?
  var rows: [Row]
  /// False when no source tells who holds a conversation: then the column would say nothing.
  var namesHolders = true
  var paging: Paging?
  /// What to do when nothing matches.
  var empty: EmptyState?

  var tools: HTML {
    group {
      if let period { period.html }
      if let share { share.html(name: "tools") }
    }
  }
}

/// The figure a list explains: its name, its value, and whether the rows add up to it.
struct ReceiptHead: Sendable, Equatable {
  var definition: DefinitionCard
  var value: FigureTile.Value
  /// “First responses of conversations created 1 to 20 Nov 2026, credited to whoever replied”.
  var meaning: Sentence
  var check: AddsUp?
  var number: String = "The figure"
}
