import Markup

/// Whether the figures above rest on everything there is, source by source.
struct CompletenessTable: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var source: String
    var status: Status
    /// When something last came in: “Thu 19 Nov, 18:40”.
    var last: String
  }
  var rows: [Row]
  /// Nothing for whoever may not open it.
  var sourcesHref: String?
}

extension CompletenessTable {
  var html: HTML {
    sheet(
      "complete", "Is the data complete?", aside: sourcesHref.map { href in a(.href(href)) { "Sources" } } ?? .nothing,
      name: "off-wall"
    ) {
      table(.class("t")) {
        caption(.class("vh")) { "State and last import of each source" }
        thead {
          tr {
            columnHead("Source")
            columnHead("State")
            columnHead("Last import", isFigure: true)
          }
        }
        tbody {
          for row in rows {
            tr {
              th(.scope(.row)) { row.source }
              td { row.status.html }
              td(.class("num")) { row.last }
            }
          }
        }
      }
    }
  }
}
