import Markup

/// The pages under Settings, side by side.
struct SettingsTabs: Sendable, Equatable {
  struct Tab: Sendable, Equatable {
    var title: String
    var href: String
  }
  var tabs: [Tab]
  var current: String

  var html: HTML {
    guard !tabs.isEmpty else { return .nothing }
    return nav(.class("tabs"), .spoken("Settings")) {
      for tab in tabs { a(.href(tab.href), tab.href == current ? .currentPage : nil) { tab.title } }
    }
  }
}
