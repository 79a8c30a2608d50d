import Markup

/// What a figure leaves out, directly under it. The reasons add up to the count.
struct Exclusions: Sendable, Equatable {
  struct Reason: Sendable, Equatable {
    /// “5 spam”.
    var text: String
    var href: String?
  }
  /// “31 left out”; where nothing is left out, say so: “Nothing left out”.
  var count: Figure
  var reasons: [Reason]

  var html: HTML {
    p(.class("excl")) {
      count.html
      if !reasons.isEmpty { ": " }
      for (position, reason) in reasons.enumerated() {
        if position > 0 { ", " }
        Figure(reason.text, href: reason.href).html
      }
      "."
    }
  }
}
