import JSONReader
import TestKit

/// What is wrong with an answer, whoever is meant to read it.
struct AnswerInspection {
  private(set) var problems: [String] = []
  private(set) var page: PageInspection?
  private(set) var json: JSONValue?
  /// How often a payload came through, in whatever form is right for the answer.
  private(set) var shown = 0

  init(_ answer: RawHTTPResponse) {
    if answer.status >= 500 { problems.append("status \(answer.status): \(answer.text.prefix(300))") }
    inspectHead(answer)
    shown = answer.text.split(separator: "zq7", omittingEmptySubsequences: false).count - 1
    let type = answer["Content-Type"] ?? ""
    guard !answer.body.isEmpty else { return }
    if type.hasPrefix("text/html") {
      let page = PageInspection(answer.text)
      problems += page.problems
      self.page = page
    } else if type.contains("json") {
      inspectJSON(answer.body)
    } else if type.hasPrefix("text/csv") {
      problems += Self.formulas(in: answer.text).map { "a formula: \($0)" }
    } else if !["text/css", "text/javascript", "image/svg+xml", "text/plain"].contains(where: type.hasPrefix) {
      problems.append("nobody knows what “\(type)” is")
    }
  }

  private mutating func inspectHead(_ answer: RawHTTPResponse) {
    for field in answer.fields {
      let name = field.prefix { $0 != ":" }
      if name.lowercased().contains("zq7") || field.utf8.contains(where: { $0 < 32 || $0 == 127 }) {
        problems.append("a header line from outside: \(field)")
      }
    }
    if answer["X-Content-Type-Options"] != "nosniff" { problems.append("a browser may guess what it is") }
    guard let location = answer["Location"] else { return }
    if !location.hasPrefix("/") || location.hasPrefix("//") || location.hasPrefix("/\\") || location.contains("\\") {
      problems.append("it leads to “\(location)”")
    }
  }

  private mutating func inspectJSON(_ body: [UInt8]) {
    do { json = try JSONValue(utf8: body) } catch { problems.append("it is no JSON: \(error)") }
  }

  /// Cells that a spreadsheet would calculate. Numbers below zero are none, and the mark of the encoding is no cell's.
  static func formulas(in table: String) -> [String] {
    cells(of: table).filter { cell in
      guard let first = cell.utf8.first, "=+-@\t\r\n".utf8.contains(first) else { return false }
      return Double(cell) == nil
    }
  }

  /// Also as a spreadsheet reads them that takes semicolons, or tabs, for the ends of cells.
  private static func cells(of table: String) -> [String] {
    let bytes = Array(table.utf8.starts(with: "\u{FEFF}".utf8) ? table.utf8.dropFirst(3) : table.utf8.dropFirst(0))
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ","), UInt8(ascii: ";"), 9, 10, 13:
        if isQuoted { cells[cells.count - 1].append(byte) } else { cells.append([]) }
      default: cells[cells.count - 1].append(byte)
      }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension JSONValue {
  /// Every text under a name, however deep.
  func texts(named name: String) -> [String] {
    switch self {
    case .object(let object):
      object.members.flatMap { member -> [String] in
        let own = member.key == name ? [member.value.text].compactMap(\.self) : []
        return own + member.value.texts(named: name)
      }
    case .array(let values): values.flatMap { $0.texts(named: name) }
    default: []
    }
  }
}
