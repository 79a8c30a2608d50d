import Foundation
package import Testing

/// Compares with a file under Tests/Golden. `UPDATE_GOLDEN=1` writes the file instead; its diff is then read as code.
package func expectGolden(
  _ actual: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(actual).write(to: file)
    return
  }
  let expected = try? Data(contentsOf: file)
  let difference = firstDifference(Array(expected ?? Data()), actual)
  #expect(
    difference == nil,
    "\(name) differs: \(difference ?? "") — if that is meant, run again with UPDATE_GOLDEN=1 and read the diff",
    sourceLocation: sourceLocation)
}

private func firstDifference(_ expected: [UInt8], _ actual: [UInt8]) -> String? {
  if expected == actual { return nil }
  let place = zip(expected, actual).prefix { $0 == $1 }.count
  return "at byte \(place) expected “\(excerpt(expected, place))”, got “\(excerpt(actual, place))”"
}

private func excerpt(_ bytes: [UInt8], _ place: Int) -> String {
  String(decoding: bytes[max(0, place - 40)..<min(bytes.count, place + 60)], as: UTF8.self)
}
