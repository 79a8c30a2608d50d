/// The fields of one row, unquoted.
package struct TableRow: Equatable, Sendable {
  /// Where the row begins, counted from 1; rows may hold line breaks.
  package let line: Int
  package let fields: [String]

  package init(line: Int, fields: [String]) {
    self.line = line
    self.fields = fields
  }
}

/// What makes a row unreadable.
package enum TableProblem: Equatable, Sendable, CustomStringConvertible {
  case tooLong(bytes: Int)
  /// A quoted field goes on behind its closing quote.
  case textBehindQuote
  /// A quote is still open at the end of the file.
  case openQuote
  case notUTF8

  package var description: String {
    switch self {
    case .tooLong(let bytes): "the row is \(bytes) bytes long; a quote may be missing in it"
    case .textBehindQuote: "text follows a closing quote; write a quote inside a field as two"
    case .openQuote: "a quote is never closed"
    case .notUTF8: "the row is not UTF-8; save the file as “CSV UTF-8”"
    }
  }
}

/// Why nothing of a file can be read.
package enum TableError: Error, Equatable, CustomStringConvertible {
  case empty
  case utf16
  case headerTooLong(limit: Int)
  case header(TableProblem, line: Int)

  package var description: String {
    switch self {
    case .empty: "the file is empty; its first line should name the columns"
    case .utf16: "the file is UTF-16; save it as “CSV UTF-8”"
    case .headerTooLong(let limit):
      "the first line is longer than \(limit) bytes; it should name the columns, separated by “,”, “;” or tabs"
    case .header(let problem, let line): "the header in line \(line) cannot be read: \(problem)"
    }
  }
}
