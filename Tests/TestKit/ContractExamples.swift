import Foundation

/// The vendors' payloads that may not be shipped. They lie in `../shared` beside the package, if at all; tests that need
/// them are `.enabled(if: ContractExamples.arePresent, ContractExamples.reason)`.
package enum ContractExamples {
  package static let reason = "the reference payloads are not beside the package"
  package static var arePresent: Bool { folder != nil }

  private static let folder: URL? = {
    var package = URL(filePath: #filePath)
    while !FileManager.default.fileExists(atPath: package.appending(path: "Package.swift").path) {
      guard package.pathComponents.count > 1 else { return nil }
      package = package.deletingLastPathComponent()
    }
    return ["../shared", "../../shared"].map { package.appending(path: "\($0)/contracts/examples").standardized }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// The content of a file such as `helpscout/conversation.json`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return Array(try Data(contentsOf: folder.appending(path: path)))
  }

  /// The paths of a vendor's JSON files, sorted; none when the payloads are missing.
  package static func paths(of vendor: String) -> [String] {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: vendor).path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(vendor)/\($0)" }
  }
}
