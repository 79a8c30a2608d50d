import Markup

/// Where conversations come from, what came last, and the way to bring in more.
struct SourcesPage: Page, Equatable {
  struct Source: Sendable, Equatable {
    var name: String
    /// “grouped chats, by upload”.
    var kind: String
    var href: String?
    var status: Status
    var conversations: Figure
    var messages: Figure
    /// First and last day with a message: “3 Mar to 19 Nov 2026”.
    var span: String
    var lastImport: String
  }
  struct Import: Sendable, Equatable {
    var at: String
    var href: String
    var file: String
    var source: String
    var status: Status
    var stored: String
    /// Opens the rejected rows; nothing where none was rejected.
    var rejected: Figure?
  }
  var frame: PageFrame
  var notices: [Notice] = []
  /// “2 sources, 73,203 conversations in the ledger”.
  var count: Sentence
  var sources: [Source]
  var upload: UploadForm
  var imports: [Import]
  var importsNote: Sentence = ""
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
