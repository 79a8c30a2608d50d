import Markup

/// What stands in the title bar of a page of figures.
struct FigureTools: Sendable, Equatable {
  var period: PeriodPicker
  var comparison: LinkMenu?
  var export: LinkMenu?
  /// The same page for a screen on the wall.
  var wallHref: String?

  var html: HTML {
    group {
      period.html
      if let comparison { comparison.html }
      if let export { export.html(name: "tools") }
      if let wallHref { a(.class("btn tools lg"), .href(wallHref)) { "Wall" } }
    }
  }
}

/// A menu whose entries are links.
struct LinkMenu: Sendable, Equatable {
  struct Link: Sendable, Equatable {
    var title: String
    var note: String = ""
    var href: String
    var isCurrent = false
    /// A script copies the address instead of opening it.
    var copies = false
  }
  /// Spoken before the title: “Comparison”.
  var label: String = ""
  var title: String
  var links: [Link]

  var html: HTML { html(name: nil) }

  func html(name: String?) -> HTML {
    details(.class("menu", name), .name("bar")) {
      summary {
        if !label.isEmpty { span(.class("vh")) { "\(label): " } }
        span { title }
      }
      div {
        ul {
          for link in links {
            li {
              a(.href(link.href), link.isCurrent ? .current : nil, link.copies ? .data("copy", "Copied") : nil) {
                span { link.title }
                if !link.note.isEmpty { small { link.note } }
              }
            }
          }
        }
      }
    }
  }
}

/// Parts of one page side by side, each at its own address.
struct Tabs: Sendable, Equatable {
  struct Tab: Sendable, Equatable {
    var title: String
    var href: String
    var isCurrent = false
  }
  /// What they are parts of.
  var label: String
  var tabs: [Tab]

  var html: HTML {
    guard !tabs.isEmpty else { return .nothing }
    return nav(.class("tabs"), .spoken(label)) {
      for tab in tabs { a(.href(tab.href), tab.isCurrent ? .currentPage : nil) { tab.title } }
    }
  }
}

extension Tabs {
  /// A choice that changes what a page counts, beside its name.
  var choice: HTML {
    guard !tabs.isEmpty else { return .nothing }
    return div(.class("chips")) {
      span { label }
      div(.class("seg"), .role(.group), .spoken(label)) {
        for tab in tabs { a(.href(tab.href), tab.isCurrent ? .current : nil) { tab.title } }
      }
    }
  }
}

/// The active filters of a page.
struct ActiveFilters: Sendable, Equatable {
  var chips: [FilterChip]
  var clearHref: String?

  var html: HTML {
    guard !chips.isEmpty else { return .nothing }
    return div(.class("chips"), .role(.group), .spoken("Active filters")) {
      span { "Only" }
      for chip in chips { chip.html }
      if let clearHref { a(.href(clearHref)) { "Clear all" } }
    }
  }
}
