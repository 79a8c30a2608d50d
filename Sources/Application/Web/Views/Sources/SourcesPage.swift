import Markup

/// Where conversations come from, how far each source is known, what came last, and the way to bring in more.
struct SourcesPage: Page, Equatable {
  struct Source: Sendable, Equatable {
    var name: String
    /// “Help Scout”, “grouped chats, by upload”.
    var kind: String
    var href: String
    var status: Status
    /// “today, 09:02, in 14 s”.
    var statusNote: String
    /// “in 50 min”.
    var next: String
    /// “by hand in 23 min”.
    var nextNote: String = ""
    var today: Figure
    /// “of 18,964 in all”.
    var all: Figure
    /// How much of the vendor's limit is used; nothing where there is none to tell.
    var quota: Quota?
    var coverage: CoverageChart
    var coverageWords: Status
    /// Begins a sync; nothing for sources without an API.
    var sync: SyncButton?
  }
  struct Quota: Sendable, Equatable {
    var text: String
    /// 0 to 1.
    var fraction: Double
  }
  var frame: PageFrame
  /// What needs somebody, the worst first.
  var notices: [Notice] = []
  var live: LiveSyncs
  /// “2 sources, 73,203 conversations in the ledger”.
  var count: Sentence
  /// “Coverage, 12 weeks to today”.
  var coverageHead: String
  var sources: [Source]
  /// Nothing for whoever may only look.
  var upload: UploadForm?
  var runs: RunTable
  var runsNote: Sentence = ""
  var connect: ConnectCards
}

/// Begins something by a press, or says why it cannot.
struct SyncButton: Sendable, Equatable {
  var text: String
  var action: String
  var fields: [PeriodPicker.Kept] = []
  /// Why it cannot be pressed now: “23 minutes left”.
  var refusal: String?
  var isMain = false
  /// Tells buttons of the same words apart for those who listen: “desk”.
  var spokenAddition: String = ""

  var html: HTML {
    if let refusal {
      return button(.class("btn"), .type(.button), .disabled, .title(refusal)) {
        text
        span(.class("vh")) { " \(spokenAddition), not now: \(refusal)" }
      }
    }
    return form(.class("inline"), .method(.post), .action(action)) {
      for field in fields { input(.type(.hidden), .name(field.name), .value(field.value)) }
      button(.class("btn", isMain ? "main" : nil)) {
        text
        if !spokenAddition.isEmpty { span(.class("vh")) { " \(spokenAddition)" } }
      }
    }
  }
}

/// Brings in a file by hand.
struct UploadForm: Sendable, Equatable {
  var action: String
  /// Hidden fields, such as the one that proves the form is ours.
  var kept: [PeriodPicker.Kept] = []
  /// File endings the browser offers: `.json,.json.gz`.
  var accepts: String
  /// Which forms are understood, in a sentence.
  var formats: Sentence
  var limitBytes: Int
  /// “50 MB”.
  var limit: String
  var sources: FilterForm.Choice?
  /// Why the last file was not taken.
  var problem: String?
}
