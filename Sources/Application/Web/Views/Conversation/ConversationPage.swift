import Markup

/// One conversation as evidence: what happened, when someone waited, and which figures it adds to.
struct ConversationPage: Page, Equatable {
  /// What this conversation gives to one metric.
  struct Contribution: Sendable, Equatable {
    var metric: Explained
    var href: String?
    var value: String
    /// “Priya Nair”, or why nobody is credited.
    var credit: String
  }
  /// A stretch in which one side was waited for.
  struct Wait: Sendable, Equatable {
    /// “Tue 15:48”.
    var from: String
    var to: String
    var length: String
    /// The same in opening hours; nothing where no calendar holds.
    var opening: String?
    var who: String
    var isOnUs: Bool
  }
  struct Clock: Sendable, Equatable {
    var aside: Sentence
    var frame: ChartFrame
    var strip: ClockStrip
  }
  struct Fact: Sendable, Equatable {
    var term: String
    var meaning: Sentence
  }
  var frame: PageFrame
  var status: Status
  /// “Shop chat · c_47981”.
  var origin: String
  /// Customer, source, tags: each opens the list with it.
  var chips: [FilterChip] = []
  var previousHref: String?
  var nextHref: String?
  /// The conversation at the vendor.
  var vendorHref: String?
  var vendor: String = ""
  var clock: Clock?
  /// How the time from first message to the end is made up.
  var account: Account?
  var days: [TimelineDay]
  var contributions: [Contribution]
  /// Why it counts nowhere, if so: “Left out of all figures: test conversation (rule T1)”.
  var leftOut: Notice?
  var waits: [Wait] = []
  var facts: [Fact] = []
  /// How long others like it waited.
  var alike: SpreadSection?

  var tools: HTML {
    group {
      if let previousHref { a(.class("btn tools"), .href(previousHref), .rel("prev")) { "Previous" } }
      if let nextHref { a(.class("btn tools"), .href(nextHref), .rel("next")) { "Next" } }
    }
  }
}
