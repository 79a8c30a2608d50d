import Markup

/// What every page has around its content.
struct PageFrame: Sendable, Equatable {
  enum Mode: Sendable {
    case desk
    /// A screen on the wall: larger type, no controls.
    case wall
  }
  /// Heading and window title.
  var title: String
  var workspace: String
  var navigation: Navigation
  var freshness: Freshness?
  /// With the time zone, which is named once per page: “Fri 20 Nov 2026, 09:12 Berlin”.
  var now: String
  var mode = Mode.desk
  /// Something on the page goes on: where no script follows it, the page is loaded again after so many seconds.
  var reloadsAfter: Int?
  /// Whoever reads the page; nothing before they signed in.
  var reader: Reader?
  /// Goes into each form that posts.
  var formToken: FormToken?

  struct Reader: Sendable, Equatable {
    /// “Maya”.
    var name: String
    /// “manager”, or why nobody has to sign in.
    var note: String
    /// Nothing where nobody signed in.
    var signOutAction: String?
  }
}

/// How far the figures reach. The worst source decides.
struct Freshness: Sendable, Equatable {
  struct Source: Sendable, Equatable {
    var name: String
    var status: Status
  }
  /// “Complete to 09:05”.
  var summary: Status
  /// What else somebody has to know of all figures: a sentence.
  var note: String?
  var sources: [Source]
}

/// The pages in the order of their importance; administration stands at the bottom.
struct Navigation: Sendable, Equatable {
  struct Item: Sendable, Equatable {
    enum Place: Sendable {
      case top
      case bottom
    }
    var title: String
    var href: String
    var place = Place.top
    /// Things waiting for someone, printed as a tag with these words: “22”, “to do”.
    var count: String?
  }
  var items: [Item]
  /// The address of the item this page belongs to.
  var current: String?

  /// A later page adds one line here.
  static let pages: [Item] = [
    Item(title: "Today", href: "/"),
    Item(title: "Numbers", href: "/numbers"),
    Item(title: "Conversations", href: "/conversations"),
    Item(title: "Team", href: "/team"),
    Item(title: "SLA and backlog", href: "/sla"),
    Item(title: "Views and notes", href: "/views", place: .bottom),
    Item(title: "Alerts", href: "/alerts", place: .bottom),
    Item(title: "Sources", href: "/sources", place: .bottom),
    Item(title: "Settings", href: "/settings", place: .bottom),
  ]
}
