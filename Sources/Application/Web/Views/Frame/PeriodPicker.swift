import Markup

/// The period of a page: presets as links, any other as a form. The address carries the whole state.
struct PeriodPicker: Sendable, Equatable {
  struct Preset: Sendable, Equatable {
    var name: String
    /// First and last day: “13 to 19 Nov”.
    var days: String
    var href: String
    var isCurrent = false
  }
  /// A part of the address that choosing dates must keep.
  struct Kept: Sendable, Equatable {
    var name: String
    var value: String
  }
  /// “Last 7 days, Fri 13 to Thu 19 Nov”, and “to now” while it runs.
  var title: String
  var presets: [Preset]
  var action: String
  var kept: [Kept] = []
  /// Both days belong to the period, `2026-11-13`, and are sent as `first` and `last`: unlike `to`, which is open.
  var firstDay: String
  var lastDay: String
  /// Why the chosen dates could not be used.
  var problem: String?

  var html: HTML {
    details(.class("menu period"), .name("bar"), problem == nil ? nil : .open) {
      summary {
        span(.class("vh")) { "Period: " }
        span { title }
      }
      div {
        ul { for preset in presets { li { link(to: preset) } } }
        chooser
      }
    }
  }

  private func link(to preset: Preset) -> HTML {
    a(.href(preset.href), preset.isCurrent ? .current : nil) {
      span { preset.name }
      small { preset.days }
    }
  }

  private var chooser: HTML {
    form(.class("dates"), .method(.get), .action(action)) {
      for part in kept { input(.type(.hidden), .name(part.name), .value(part.value)) }
      field("first", "First day", firstDay)
      field("last", "Last day", lastDay)
      if let problem { p(.class("err"), .id("period-problem")) { Status(.bad, problem).html } }
      button(.class("btn")) { "Show these days" }
    }
  }

  private func field(_ name: String, _ title: String, _ day: String) -> HTML {
    div(.class("field")) {
      label(.for("period-\(name)")) { title }
      input(
        .id("period-\(name)"), .type(.date), .name(name), .value(day), .required,
        problem == nil ? nil : .invalid, problem == nil ? nil : .described(by: "period-problem"))
    }
  }
}
