/// Ids in tables, which spreadsheet programs like to spoil.
enum TableID {
  /// - Throws: `BadRecord` for none, and for one that a spreadsheet has rounded: `1.07597E+09` was many ids once.
  static func checked(_ text: String?, column: String) throws(BadRecord) -> String {
    guard let text, !text.isEmpty else { throw BadRecord("\(column) is empty") }
    guard !isMangled(text) else {
      throw BadRecord(
        "\(column) is \(quoted(text)): a spreadsheet has rounded it; export again, and do not open the file before")
    }
    return text
  }

  /// `1.07597E+09`, `1,07597E+09`, `1E+10`
  private static func isMangled(_ text: String) -> Bool {
    let halves = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].hasPrefix("+") || halves[1].hasPrefix("-") else { return false }
    let digits = halves[0].filter { $0 != "." && $0 != "," }
    return !digits.isEmpty && digits.allSatisfy(\.isNumber) && halves[1].dropFirst().allSatisfy(\.isNumber)
  }
}
