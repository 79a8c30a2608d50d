/// Lines of comma-separated values (RFC 4180).
package enum CSVText {
  package static func line(_ cells: [String]) -> String { line(cells, ending: "\r\n") }

  /// - Parameter end: of the line, where it is not the standard's.
  package static func line(_ cells: [String], ending end: String) -> String {
    cells.map(cell).joined(separator: ",") + end
  }

  /// What a spreadsheet would take for a formula is led by an apostrophe: customers' words must not calculate. A plain
  /// number below zero is none.
  ///
  /// Bytes are looked at and not characters: `=` with an accent on it is another character, and still a formula.
  private static func cell(_ text: String) -> String {
    let safe = (beginsFormula(text.utf8) && !isNumber(text) ? "'" : "") + text
    guard safe.utf8.contains(where: mustBeQuoted) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  private static func beginsFormula(_ bytes: String.UTF8View) -> Bool {
    bytes.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
  }

  /// Where commas are for decimals a spreadsheet takes semicolons, or tabs, for the ends of cells: what stands behind one
  /// must not become a cell of its own either.
  private static func mustBeQuoted(_ byte: UInt8) -> Bool { ",;\"\t\r\n".utf8.contains(byte) }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "-") && !digits.isEmpty
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
  }
}
