import Markup

/// The running account: what came in, what went off, what is left, and whether it balances.
struct Account: Sendable, Equatable {
  enum Sign: String, Sendable {
    case none = ""
    case plus = "+"
    case minus = "−"

    var spoken: String {
      switch self {
      case .none: ""
      case .plus: "plus "
      case .minus: "minus "
      }
    }
  }
  struct Line: Sendable, Equatable {
    var sign: Sign
    var label: String
    var figure: Figure
    var trend: Sparkline?
  }
  var caption: String
  var unit: String
  var lines: [Line]
  var total: Line
  var check: AddsUp

  var html: HTML {
    group {
      table(.class("t acct")) {
        Markup.caption(.class("vh")) { caption }
        thead(.class("vh")) {
          tr {
            td()
            th(.scope(.col)) { "Line" }
            th(.scope(.col)) { unit }
            if hasTrends { th(.scope(.col)) { "Trend" } }
          }
        }
        tbody {
          for line in lines { row(line, isTotal: false) }
          row(total, isTotal: true)
        }
      }
      p(.class("check")) { check.html }
    }
  }

  private var hasTrends: Bool { lines.contains { $0.trend != nil } }

  private func row(_ line: Line, isTotal: Bool) -> HTML {
    tr(.class(isTotal ? check.totalClass : nil)) {
      td(.unspoken) { line.sign.rawValue }
      th(.scope(.row)) {
        if line.sign != .none { span(.class("vh")) { line.sign.spoken } }
        line.label
      }
      td(.class("num")) { line.figure.html }
      if hasTrends { td(.class("num trend")) { line.trend?.html ?? .nothing } }
    }
  }
}
