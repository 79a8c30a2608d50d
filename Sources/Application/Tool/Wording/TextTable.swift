/// Cells in columns as wide as their widest, for a terminal.
struct TextTable {
  enum Column {
    case left(String)
    case right(String)

    var title: String {
      switch self {
      case .left(let title), .right(let title): title
      }
    }
  }

  private let columns: [Column]
  private var rows: [[String]]

  init(_ columns: [Column]) {
    self.columns = columns
    rows = [columns.map(\.title)]
  }

  mutating func add(_ cells: [String]) { rows.append(cells.map(TextTable.onOneLine)) }

  var lines: [String] {
    let widths = columns.indices.map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { cells in
      let parts = zip(cells, columns.indices).map { padded($0, to: widths[$1], as: columns[$1]) }
      return String(parts.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }

  private func padded(_ text: String, to width: Int, as column: Column) -> String {
    let gap = String(repeating: " ", count: width - text.count)
    return switch column {
    case .left: text + gap
    case .right: gap + text
    }
  }

  /// Names come from outside: none may move the cursor of a terminal or begin a line of its own.
  private static func onOneLine(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      safe.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
    }
    return String(safe)
  }
}
