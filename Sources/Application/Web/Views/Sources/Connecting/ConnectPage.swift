import Markup

/// Connects a source, or changes one that was connected: what it is, what it needs, what a test found.
struct ConnectPage: Page, Equatable {
  /// A deed that stands apart from the form, such as removing.
  struct Deed: Sendable, Equatable {
    /// The value of the field `do`.
    var name: String
    var heading: String
    var effect: String
    var button: String
  }
  var frame: PageFrame
  var notices: [Notice] = []
  /// What there is to choose from, before something is chosen.
  var kinds: [PageLink] = []
  var trial: ConnectionTrial?
  var form: ConnectForm?
  /// What the vendor's administrator has to allow.
  var card: ConnectCards.Card?
  var cardHeading = ConnectPage.preparing
  var deeds: [Deed] = []

  static let preparing = "Before you begin"

  var content: HTML {
    group {
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      div(.class("grid")) {
        if !kinds.isEmpty {
          sheet("kinds", "What is it?", columns: 12) {
            ul(.class("facts-list two")) { for kind in kinds { kind.html } }
          }
        }
        if let trial { trial.html(further: form?.further ?? .nothing) }
        if preparesFirst { allowed }
        if let form {
          sheet("settings", form.heading, aside: form.aside.isEmpty ? .nothing : form.aside.html, columns: 7) {
            form.html
          }
        }
        if !preparesFirst { allowed }
        for deed in deeds { sheet(deed.name, deed.heading, columns: 6) { html(of: deed) } }
      }
    }
  }

  /// What is to be done before the form stands before it, also on a phone; once it was sent, the form matters more.
  private var preparesFirst: Bool { cardHeading == ConnectPage.preparing && trial == nil && notices.isEmpty }

  private var allowed: HTML {
    group { if let card { sheet("allowed", cardHeading, columns: 5) { card.preparation } } }
  }

  private func html(of deed: Deed) -> HTML {
    Markup.form(.class("ask"), .method(.post), .action(form?.action ?? "")) {
      input(.type(.hidden), .name("do"), .value(deed.name))
      p(.class("s q")) { deed.effect }
      button(.class("btn")) { deed.button }
    }
  }
}

/// The settings of one source, under the names of the settings file.
struct ConnectForm: Sendable, Equatable {
  struct Button: Sendable, Equatable {
    /// The value of the field `do`.
    var name: String
    var text: String
    var isMain = false
  }
  var heading: String
  var aside: Sentence = Sentence()
  var action: String
  var kept: [PeriodPicker.Kept] = []
  var fields: [ConnectField]
  /// What few need.
  var more: [ConnectField] = []
  var isMoreOpen = false
  /// What becomes of what is entered.
  var promise: String
  var buttons: [Button]
  /// After a test that found it usable.
  var next: Button?

  static let id = "connect"

  var html: HTML {
    form(.id(ConnectForm.id), .class("ask"), .method(.post), .action(action)) {
      for part in kept { input(.type(.hidden), .name(part.name), .value(part.value)) }
      for field in fields { field.html }
      if !more.isEmpty {
        details(.class("kind"), isMoreOpen ? .open : nil) {
          summary {
            b { "More settings" }
            small { more.map(\.title).joined(separator: ", ") }
          }
          div { for field in more { field.html } }
        }
      }
      p(.class("s q")) { promise }
      div(.class("chips")) { for button in buttons { button.html } }
    }
  }

  /// The button beside what a test found, so that nobody has to look for it below.
  var further: HTML { next.map { $0.html } ?? .nothing }
}

extension ConnectForm.Button {
  var html: HTML {
    button(.class("btn", isMain ? "main" : nil), .ofForm(ConnectForm.id), .name("do"), .value(name)) { text }
  }
}

/// One setting: what people call it, what the settings file calls it, and what is entered.
struct ConnectField: Sendable, Equatable {
  enum Shape: Sendable, Equatable {
    case line
    case lines
    case choice([FilterForm.Choice.Option])
    /// Its value never leaves the server. Where one is kept: since when.
    case secret(kept: String?)
  }
  /// As the settings file has it.
  var key: String
  var title: String
  var shape = Shape.line
  var value = ""
  var help = ""
  var problem: String?
  var isNeeded = false
  var isFixed = false

  var html: HTML {
    div(.class("field")) {
      label(.for(id)) {
        title
        " "
        code { key }
        if !isNeeded, shape != .line || !isFixed { span(.class("q")) { " optional" } }
      }
      entry
      if let problem { p(.class("err"), .id("\(id)-problem")) { Status(.bad, problem).html } }
      if case .secret(let kept?) = shape { p(.class("kept")) { Status(.good, kept).html } }
      if !help.isEmpty { p(.class("help"), .id("\(id)-help")) { help } }
    }
  }

  private var entry: HTML {
    switch shape {
    case .line:
      // What cannot be changed is sent along all the same.
      input(
        .id(id), .type(.text), .name(key), .value(value), .noAutocomplete, .maxLength(1_024),
        isNeeded ? .required : nil, isFixed ? .readOnly : nil, described, invalid)
    case .secret(let kept):
      input(
        .id(id), .type(.password), .name(key), .noAutocomplete, .maxLength(4_096),
        isNeeded && kept == nil ? .required : nil, described, invalid)
    case .lines:
      textarea(.id(id), .class("few"), .name(key), .lines(3), .maxLength(8_000), described, invalid) { value }
    case .choice(let options):
      select(.id(id), .name(key), described, invalid) {
        for given in options {
          option(.value(given.value), given.value == value ? .selected : nil) { given.title }
        }
      }
    }
  }

  private var described: Attribute? {
    problem != nil ? .described(by: "\(id)-problem") : help.isEmpty ? nil : .described(by: "\(id)-help")
  }
  private var invalid: Attribute? { problem == nil ? nil : .invalid }
  private var id: String { "connect-\(key)" }
}
