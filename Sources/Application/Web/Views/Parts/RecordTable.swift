import Markup

/// A table whose cells hold more than a figure; where it is narrow, each line becomes a card.
struct RecordTable: Sendable, Equatable {
  struct Column: Sendable, Equatable {
    var title: String
    var isFigure = false

    init(_ title: String, isFigure: Bool = false) {
      self.title = title
      self.isFigure = isFigure
    }
  }
  struct Cell: Sendable, Equatable {
    var main: Sentence
    /// Smaller, each on a line of its own.
    var notes: [Sentence] = []

    init(_ main: Sentence, notes: [Sentence] = []) {
      self.main = main
      self.notes = notes
    }

    init(_ text: String) { self.init(Sentence(.text(text))) }
  }
  struct Row: Sendable, Equatable {
    var head: Cell
    /// One for each column but the first.
    var cells: [Cell]
  }
  var title: String
  var columns: [Column]
  var rows: [Row]
  /// Printed instead of an empty table.
  var nothing: String

  var html: HTML {
    if rows.isEmpty { return p(.class("calm q")) { nothing } }
    return scrolling("Table: \(title)") {
      table(.class("t cards records"), .role(.table)) {
        caption(.class("vh")) { title }
        thead(.role(.rowgroup)) {
          tr(.role(.row)) {
            for column in columns {
              th(.role(.columnheader), .scope(.col), .class(column.isFigure ? "num" : nil)) { column.title }
            }
          }
        }
        tbody(.role(.rowgroup)) { for row in rows { line(row) } }
      }
    }
  }

  private func line(_ row: Row) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) { row.head.html }
      for (column, cell) in zip(columns.dropFirst(), row.cells) {
        td(
          .role(.cell), .class(column.isFigure ? "num" : "lone"), column.title.isEmpty ? nil : .data("l", column.title)
        ) { cell.html }
      }
    }
  }
}

extension RecordTable.Cell {
  fileprivate var html: HTML {
    group {
      main.html
      for note in notes { small { note.html } }
    }
  }
}

/// What something is, line by line.
struct FactList: Sendable, Equatable {
  struct Fact: Sendable, Equatable {
    var term: String
    var meaning: Sentence

    init(_ term: String, _ meaning: Sentence) {
      self.term = term
      self.meaning = meaning
    }
  }
  var facts: [Fact]

  var html: HTML {
    dl(.class("facts")) {
      for fact in facts {
        group {
          dt { fact.term }
          dd { fact.meaning.html }
        }
      }
    }
  }
}
