import Markup

/// What a figure is made of, the largest part first.
struct BreakdownTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var label: String
    /// The same page, narrowed to this.
    var href: String?
    /// Nothing where the part has no value.
    var value: Figure?
    /// Part of the largest value, 0 to 1.
    var fraction: Double
    /// “n 41”, “12 of 18”, or why it is grey.
    var sample: String
    var isFew = false
    /// Part of the whole, where parts make one up.
    var share: String = ""
    /// In the days it is compared with.
    var before: String = ""
  }
  /// “By person”.
  var title: String
  var head: String
  var valueHead: String
  var aside: Sentence = Sentence()
  var hasShares: Bool
  /// “14 to 20 Nov”.
  var beforeHead: String?
  var rows: [Row]
  var total: Row
  /// Nothing where parts are no parts of the value: medians of people make up no median.
  var check: AddsUp?
  /// “the 20 largest of 43”.
  var more: Sentence?
}

extension BreakdownTable {
  func html(choosing choices: FilterForm?) -> HTML {
    sheet("breakdown", title, aside: aside.html) {
      if let choices { choices.html }
      scrolling("Table \(title.lowercased())") {
        table(.class("t breakdown")) {
          caption(.class("vh")) { title }
          thead {
            tr {
              columnHead(head)
              th(.scope(.col), .class("num")) { valueHead }
              if hasShares { columnHead("of all", isFigure: true, name: "slim") }
              if let beforeHead { columnHead(beforeHead, isFigure: true, name: "wide") }
            }
          }
          tbody {
            for row in rows { line(row, nil) }
            line(total, check?.totalClass ?? "total")
          }
        }
      }
      if let more { p(.class("excl")) { more.html } }
      if let check { p(.class("check")) { check.html } }
    }
  }

  private func line(_ row: Row, _ name: String?) -> HTML {
    tr(.class(name)) {
      th(.scope(.row)) {
        if let href = row.href { a(.class("title"), .href(href)) { bdi { row.label } } } else { bdi { row.label } }
      }
      td(.class("num", row.isFew || row.value == nil ? "dim" : nil)) {
        row.value?.html ?? .text("none")
        if name == nil { InlineBar(fraction: row.fraction, colour: row.isFew ? .grey : .series).html }
        if !row.sample.isEmpty { small { row.sample } }
      }
      if hasShares { td(.class("num dim slim")) { row.share } }
      if beforeHead != nil { td(.class("num dim wide")) { row.before } }
    }
  }
}
