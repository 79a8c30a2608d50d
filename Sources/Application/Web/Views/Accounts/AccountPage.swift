import Markup

/// One account, for an admin: role, narrowing, and whether it may come in.
struct AccountPage: Page, Equatable {
  struct Deed: Sendable, Equatable {
    /// The value of the field `do`.
    var name: String
    var button: String
    /// What it means, in figures.
    var effect: String
  }
  var frame: PageFrame
  var tabs: SettingsTabs
  var action: String
  var handout: AccountsPage.Handout?
  var notice: Notice?
  var state: Status
  var role: ChoiceField
  var visibility: VisibilityFields
  var deeds: [Deed]

  var tools: HTML { state.html }

  var content: HTML {
    group {
      tabs.html
      if handout != nil || notice != nil {
        div(.class("notices")) {
          if let notice { notice.html }
          if let handout { handout.html }
        }
      }
      div(.class("grid")) {
        sheet("rights", "What it may", columns: 6) {
          form(.class("ask"), .method(.post), .action(action)) {
            input(.type(.hidden), .name("do"), .value("save"))
            role.html
            visibility.html
            button(.class("btn main")) { "Save" }
          }
        }
        sheet("deeds", "Coming in", columns: 6) {
          for deed in deeds {
            form(.class("ask"), .method(.post), .action(action)) {
              input(.type(.hidden), .name("do"), .value(deed.name))
              p(.class("s q")) { deed.effect }
              button(.class("btn")) { deed.button }
            }
          }
        }
      }
    }
  }
}
