import HTTPServer
import JSONReader

extension HTTPResponse {
  /// This answer as a table, where the client likes that better. Nothing is asked anew: what is printed are the texts of
  /// the JSON answer.
  func inForm(_ type: String?, of place: Place) throws -> HTTPResponse {
    guard let form = place.table, status == .ok, case .bytes(let bytes) = body,
      headers["Content-Type"] == "application/json"
    else { return self }
    var response = self
    if type == "text/csv" {
      let table = Array(try form.text(of: try JSONValue(utf8: bytes)).utf8)
      response = response.withETag(for: table)
      response.body = .bytes(table)
      response.headers["Content-Type"] = "text/csv; charset=utf-8"
    }
    response.headers["Vary"] = "Accept"
    return response
  }
}

extension TableForm {
  fileprivate func text(of answer: JSONValue) throws -> String {
    guard members.count == 1, let member = members.first else { return severalLists(of: answer) }
    let rows = answer.rows(member)
    let columns = columns.isEmpty ? answer.columns(of: rows) : columns
    return CSVText.line(columns) + rows.map { CSVText.line($0.cells(columns)) }.joined()
  }

  private func severalLists(of answer: JSONValue) -> String {
    let lines = members.flatMap { member in
      answer.rows(member).map { CSVText.line([member] + $0.cells(columns)) }
    }
    return CSVText.line(["list"] + columns) + lines.joined()
  }
}

extension JSONValue {
  fileprivate func rows(_ member: String) -> [JSONValue] {
    guard case .array(let rows) = part(member) else { return [] }
    // A number without a breakdown is one row.
    return rows.isEmpty && member == "groups" ? [self] : rows
  }

  /// Of an answer: its breakdowns, then whatever the first row that says something says.
  fileprivate func columns(of rows: [JSONValue]) -> [String] {
    var columns: [String] = []
    if case .array(let by) = part("query")?.part("by") { columns = by.compactMap(\.words) }
    guard part("parts") == nil else {
      return columns + ["others", "contribution", "mix", "within"]
        + ["now", "before"].flatMap { side in ["value", "weight", "sample"].map { "\(side).\($0)" } }
    }
    let summary = rows.lazy.compactMap { row -> [String]? in
      guard case .object(let value) = row.part("value") else { return nil }
      return value.members.map { "value.\($0.key)" }
    }.first
    return columns + (summary ?? ["value"]) + ["sample", "range.low", "range.high", "few"]
  }

  fileprivate func cells(_ columns: [String]) -> [String] {
    columns.map { cell($0.split(separator: ".")[...]) }
  }

  /// Of a list the words of each of its elements.
  private func cell(_ path: ArraySlice<Substring>) -> String {
    if case .array(let elements) = self { return elements.map { $0.cell(path) }.joined(separator: "; ") }
    guard let name = path.first else { return words ?? "" }
    return part(String(name))?.cell(path.dropFirst()) ?? ""
  }

  private func part(_ name: String) -> JSONValue? { if case .object(let object) = self { object[name] } else { nil } }

  /// As it stands in the answer; nothing for what has parts.
  private var words: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}
