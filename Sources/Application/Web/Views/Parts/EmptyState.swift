import Markup

/// What would stand here, and how to get it there.
struct EmptyState: Sendable, Equatable {
  struct Way: Sendable, Equatable {
    var text: String
    var href: String
  }
  var title: String
  var body: Sentence
  var mainWay: Way?
  var otherWay: Way?
  /// A command for the terminal: `replyledger demo`.
  var command: String?

  var html: HTML {
    div(.class("empty")) {
      h2 { title }
      p { body.html }
      if mainWay != nil || otherWay != nil {
        p(.class("chips mid")) {
          if let mainWay { a(.class("btn main"), .href(mainWay.href)) { mainWay.text } }
          if let otherWay { a(.class("btn"), .href(otherWay.href)) { otherWay.text } }
        }
      }
      if let command {
        p(.class("s")) {
          "Or look around in a made-up company first: "
          code { command }
        }
      }
    }
  }
}
