import Markup

/// An active filter; choosing it opens the page without it. No active filter is ever hidden.
struct FilterChip: Sendable, Equatable {
  var what: String
  var value: String
  /// Nothing for what the reader cannot take away: what they may see.
  var removeHref: String?

  var html: HTML {
    guard let removeHref else {
      return span(.class("chip")) {
        i { what }
        " "
        bdi { value }
      }
    }
    return a(.class("chip"), .href(removeHref)) {
      i { what }
      " "
      bdi { value }
      " "
      span(.unspoken) { "×" }
      span(.class("vh")) { "remove" }
    }
  }
}

/// The filters of a list as a form that changes the address and nothing else.
struct FilterForm: Sendable, Equatable {
  struct Choice: Sendable, Equatable {
    struct Option: Sendable, Equatable {
      var value: String
      var title: String
    }
    /// `person`
    var name: String
    var title: String
    var options: [Option]
    var chosen: String
  }
  struct Tick: Sendable, Equatable {
    var name: String
    var value: String
    var title: String
    var isOn: Bool
  }
  var action: String
  var kept: [PeriodPicker.Kept] = []
  var choices: [Choice]
  var ticks: [Tick] = []
  var button = "Show"

  var html: HTML {
    form(.class("filters"), .method(.get), .action(action), .spoken("Filters")) {
      for part in kept { input(.type(.hidden), .name(part.name), .value(part.value)) }
      for (position, choice) in choices.enumerated() { field(choice, isFirst: position == 0) }
      for tick in ticks { box(tick) }
      Markup.button(.class("btn")) { button }
    }
  }

  private func field(_ choice: Choice, isFirst: Bool) -> HTML {
    div(.class("field")) {
      label(.for("filter-\(choice.name)")) { choice.title }
      select(.id("filter-\(choice.name)"), .name(choice.name), isFirst ? .data("focus", "filters") : nil) {
        for given in choice.options {
          option(.value(given.value), given.value == choice.chosen ? .selected : nil) { given.title }
        }
      }
    }
  }

  private func box(_ tick: Tick) -> HTML {
    label(.class("tick")) {
      input(.type(.checkbox), .name(tick.name), .value(tick.value), tick.isOn ? .checked : nil)
      tick.title
    }
  }
}

/// Where a long list goes on.
struct Paging: Sendable, Equatable {
  /// “1 to 50 of 618”.
  var position: String
  var previousHref: String?
  var nextHref: String?

  var html: HTML {
    nav(.class("pages"), .spoken("Pages")) {
      span { position }
      if let previousHref { a(.class("btn"), .href(previousHref), .rel("prev")) { "Previous" } }
      if let nextHref { a(.class("btn"), .href(nextHref), .rel("next")) { "Next" } }
    }
  }
}
