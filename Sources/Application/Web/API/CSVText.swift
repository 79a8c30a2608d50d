/// Lines of comma-separated values (RFC 4180).
package enum CSVText {
  package static func line(_ cells: [String]) -> String { line(cells, ending: "\r\n") }

  /// - Parameter end: of the line, where it is not the standard's.
  package static func line(_ cells: [String], ending end: String) -> String {
    cells.map(cell).joined(separator: ",") + end
  }

  /// What a spreadsheet would take for a formula is led by an apostrophe: customers' words must not calculate. A plain
  /// number below zero is none.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false && !isNumber(text)
    let safe = (isFormula ? "'" : "") + text
    guard safe.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }) else {
      return safe
    }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "-") && !digits.isEmpty
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
  }
}
