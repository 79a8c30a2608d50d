/// A line of a list that says who has which id at a source: `Oscar Solis - 12345`.
///
/// A name may have a hyphen of its own, so the first hyphen with blanks around it parts the two.
package struct PersonLine: Equatable, Sendable {
  package var number: Int
  package var name: String
  package var vendorID: String

  /// A line that says nothing of that kind, and how it should look.
  package struct Problem: Error, Equatable, CustomStringConvertible, Sendable {
    package var number: Int
    package var what: String

    package var description: String { "line \(number): \(what)" }
  }

  /// All good lines, and all bad ones: one does not spoil the others. Empty lines and those that begin with # say nothing.
  package static func all(in text: String) -> (lines: [PersonLine], problems: [Problem]) {
    var lines: [PersonLine] = []
    var problems: [Problem] = []
    var numbers: [String: Int] = [:]
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, row) in rows.enumerated() {
      let words = row.drop { $0 == "\u{FEFF}" }.trimmed
      guard !words.isEmpty, !words.hasPrefix("#") else { continue }
      do throws(Problem) {
        let line = try PersonLine(words, number: index + 1)
        if let first = numbers[line.vendorID] {
          throw Problem(number: index + 1, what: "the id \(line.vendorID) is on line \(first) too")
        }
        numbers[line.vendorID] = index + 1
        lines.append(line)
      } catch {
        problems.append(error)
      }
    }
    return (lines, problems)
  }

  private init(_ text: Substring, number: Int) throws(Problem) {
    guard let gap = text.firstRange(of: " - ") else {
      throw Problem(number: number, what: "there is no “ - ” between name and id — write Oscar Solis - 12345")
    }
    let name = text[..<gap.lowerBound].trimmed
    let id = text[gap.upperBound...].trimmed
    guard !name.isEmpty else { throw Problem(number: number, what: "the name is missing — write Oscar Solis - 12345") }
    guard !id.isEmpty else { throw Problem(number: number, what: "the id is missing — write Oscar Solis - 12345") }
    guard id.utf8.count <= 200, name.utf8.count <= 200 else {
      throw Problem(number: number, what: "this is longer than any name or id")
    }
    guard !id.contains(where: \.isWhitespace) else {
      throw Problem(number: number, what: "an id has no blanks — write Oscar Solis - 12345")
    }
    self.number = number
    self.name = String(name)
    vendorID = String(id)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
