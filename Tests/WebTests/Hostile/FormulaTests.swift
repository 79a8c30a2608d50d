import Testing

@testable import Web

@Suite struct `A cell of a table` {
  static let formulas = [
    "=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\r\n=1", "=\u{301}1+1", "=\u{FE0F}1", "-\u{20E3}1",
    "@\u{200D}A1",
  ]

  @Test(arguments: formulas) func `that would calculate is led by an apostrophe`(_ text: String) {
    let cell = CSVText.line([text]).drop { $0 == "\"" }
    #expect(cell.utf8.first == UInt8(ascii: "'"))
  }

  @Test(arguments: ["a;=1+1", "a\t=1+1", "a,=1+1", "a\n=1+1", "a\r=1+1", "a\"=1+1"])
  func `is one cell, whatever a spreadsheet takes for the end of one`(_ text: String) {
    #expect(CSVText.line([text]) == "\"" + text.replacing("\"", with: "\"\"") + "\"\r\n")
  }

  @Test(arguments: ["", "text", "-1", "-1.5", "ä=1", "'=1"])
  func `that would not is as it was`(_ text: String) { #expect(CSVText.line([text]) == text + "\r\n") }
}
