import Markup

/// A page of settings that is sections, one below the other or side by side.
struct SettingsPage: Page, Equatable {
  struct Part: Sendable, Equatable {
    var id: String
    var heading: String
    var aside: Sentence = Sentence()
    var columns = 12
    /// Said before everything else.
    var lead: Sentence = Sentence()
    var facts: FactList?
    var chart: Week?
    /// Pages to go to.
    var links: [PageLink] = []
    var table: RecordTable?
    var question: Question?
    /// As it is written, such as a file.
    var source: String?
    var ways: [Sentence.Part] = []
  }
  /// When somebody is there, from day to day.
  struct Week: Sendable, Equatable {
    var frame: ChartFrame
    var strip: WeekStrip
  }
  var frame: PageFrame
  var tabs: SettingsTabs
  /// Parts of this page at addresses of their own.
  var parts: Tabs?
  var notices: [Notice] = []
  var lede: Sentence = Sentence()
  var sections: [Part]
  var paging: Paging?

  var content: HTML {
    group {
      tabs.html
      if let parts { parts.html }
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      if !lede.isEmpty { p(.class("lede")) { lede.html } }
      div(.class("grid")) { for section in sections { section.html } }
      if let paging { paging.html }
    }
  }
}

/// A page with what it is about.
struct PageLink: Sendable, Equatable {
  var title: String
  var href: String
  var about: String

  var html: HTML {
    li {
      a(.href(href)) { title }
      small { about }
    }
  }
}

extension SettingsPage.Part {
  fileprivate var html: HTML {
    sheet(id, heading, aside: aside.isEmpty ? .nothing : aside.html, columns: columns) {
      if !lead.isEmpty { p(.class("lead s")) { lead.html } }
      if let facts { facts.html }
      if let chart { chart.frame.html { chart.strip.html } }
      if !links.isEmpty { ul(.class("facts-list")) { for link in links { link.html } } }
      if let table { table.html }
      if let question { question.html }
      if let source {
        pre(.class("secret"), .tabbable, .role(.region), .spoken(heading + ", word for word")) { code { source } }
      }
      if !ways.isEmpty { div(.class("chips")) { for way in ways { way.html } } }
    }
  }
}

/// A form that asks for few words. One that only asks changes nothing but the address.
struct Question: Sendable, Equatable {
  enum Asked: Sendable, Equatable {
    case field(Field)
    case choice(ChoiceField)
    /// Any word, with some that are known already.
    case word(Field, known: [String])
    case lines(name: String, title: String, value: String, help: String, isNeeded: Bool = true)
    case tick(FilterForm.Tick)
  }
  var id: String
  var action: String
  var changesSomething = false
  var kept: [PeriodPicker.Kept] = []
  var asked: [Asked]
  var problem: String?
  var button: String
  /// Looks like the one thing to do on the page.
  var isMain = false

  var html: HTML {
    form(.class("ask"), .method(changesSomething ? .post : .get), .action(action)) {
      for part in kept { input(.type(.hidden), .name(part.name), .value(part.value)) }
      for one in asked { html(one) }
      if let problem { p(.class("err"), .role(.alert)) { Status(.bad, problem).html } }
      Markup.button(.class("btn", isMain ? "main" : nil)) { button }
    }
  }

  private func html(_ one: Asked) -> HTML {
    switch one {
    case .field(let field): return field.html
    case .choice(let choice): return choice.html
    case .word(let field, let known): return field.html(suggesting: known)
    case .tick(let tick):
      return label(.class("tick")) {
        input(.type(.checkbox), .name(tick.name), .value(tick.value), tick.isOn ? .checked : nil)
        tick.title
      }
    case .lines(let name, let title, let value, let help, let isNeeded):
      return div(.class("field")) {
        label(.for("\(id)-\(name)")) { title }
        textarea(
          .id("\(id)-\(name)"), .name(name), .lines(isNeeded ? 8 : 4), .maxLength(60_000), isNeeded ? .required : nil,
          .described(by: "\(id)-\(name)-help")
        ) { value }
        p(.class("help"), .id("\(id)-\(name)-help")) { help }
      }
    }
  }
}
