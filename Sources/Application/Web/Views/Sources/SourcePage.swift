import Markup

/// One source: how it stands, what may be done, which days are known, and what happened lately.
struct SourcePage: Page, Equatable {
  struct Fact: Sendable, Equatable {
    /// “Ratings”.
    var name: String
    var value: Sentence
    /// Why not, or with which restriction.
    var why: String = ""
  }
  var frame: PageFrame
  /// “HubSpot”.
  var kind: String
  var notices: [Notice] = []
  var live: LiveSyncs
  var trial: ConnectionTrial?
  /// While nothing has come yet.
  var firstRun: FirstRun?
  var tiles: [Tile]
  /// Nothing for sources that are fed by files, and for whoever may only look.
  var order: SyncOrders?
  var mayUpload = true
  var coverage: CoverageSection
  var runs: RunTable
  var supplies: [Fact]
  /// What the source calls its people, teams and inboxes: kind and number of names.
  var directory: [Fact]
  /// “/hooks/desk”, where the vendor may send its webhooks.
  var hook: Sentence?
  /// How it was connected on a page.
  var connection: Connection?

  struct Connection: Sendable, Equatable {
    var facts: [Fact]
    /// Where it is changed; nothing for whoever may not.
    var href: String?
  }

  var tools: HTML {
    group {
      span(.class("s q kind-name")) { kind }
      if let order {
        order.now.html
      } else if mayUpload {
        a(.class("btn main"), .href("/sources#upload")) { "Upload a file" }
      }
    }
  }
}

/// What somebody may have done now, each with the reason where it cannot be.
struct SyncOrders: Sendable, Equatable {
  var now: SyncButton
  var full: SyncButton
  /// Whatever the minimum interval says; nothing while it says nothing.
  var force: SyncButton?
  /// Why nothing can be begun.
  var refusal: String?
  /// Days that nobody read lately may be read all the same, unless a sync is running.
  var mayReadDays: Bool
  var daysAction: String
  /// `2026-11-13`: what the form shows at first.
  var firstDay: String
  var lastDay: String
  /// The last day that can be asked for.
  var today: String
  var test: SyncButton
}

/// What a test of the connection found: every permission, and what to write to the vendor's administrator.
struct ConnectionTrial: Sendable, Equatable {
  struct Check: Sendable, Equatable {
    /// “Read tickets”.
    var name: String
    var scope: String?
    var status: Status
    var why: String = ""
  }
  var summary: Status
  var checks: [Check]
  var requests: [String]
  /// “A full sync would fetch about 3,100 conversations …”
  var estimate: Sentence?
}
