import Foundation

/// A private folder with a short path (a socket's path must stay below 100 bytes).
package struct TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = "/tmp/rl-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  package func file(_ name: String) -> String { "\(path)/\(name)" }

  package func remove() { try? FileManager.default.removeItem(atPath: path) }  // a folder left behind harms no test
}
