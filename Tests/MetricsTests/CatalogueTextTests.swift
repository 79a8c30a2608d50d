import Foundation
import Metrics
import Testing

@Suite struct `The text that the catalogue was made from` {
  /// Those of judgement and of cost, which come later.
  static let later = ["M64", "M65", "M66", "M67", "M68", "M68b", "M76", "M77", "M78"]
  /// Second numbers of one row, with a name of their own.
  static let ours = ["M26b", "M41b", "M57b", "M70b"]

  @Test(.enabled(if: text != nil, "METRICS.md is not beside the package"))
  func `has each number, here or among those that come later`() throws {
    let text = try #require(Self.text)
    let named = text.split(separator: "\n").compactMap { $0.wholeMatch(of: /\| (M\d\d[a-z]?) \|.*/)?.1 }.map(
      String.init)
    #expect(named.count > 80)
    #expect(Set(named) == Set(Metric.allCases.map(\.id)).subtracting(Self.ours).union(Self.later))
  }

  static let text: String? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = ["../shared", "../../shared"].map { package.appending(path: "\($0)/METRICS.md").standardized }
    return files.lazy.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.first
  }()
}
