internal import Glibc

/// What this process holds open.
package enum Descriptors {
  /// How many descriptors lead to something whose name contains a word, such as a file's path, or `eventpoll`.
  package static func count(of word: String) throws -> Int { try all().count { $0.contains(word) } }

  private static func all() throws -> [String] {
    guard let folder = opendir("/proc/self/fd") else { throw RawHTTPClient.Failure(description: "there is no /proc") }
    defer { closedir(folder) }
    var targets: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      var target = [CChar](repeating: 0, count: 4_096)
      let count = readlink("/proc/self/fd/" + name, &target, target.count)
      // Another thread may have closed it meanwhile.
      if count > 0 { targets.append(String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)) }
    }
    return targets
  }
}
