import Glibc

/// This process among all that may share a store: machine, process id, and when the process began.
///
/// The beginning tells a process from a later one that was given the same id.
package struct ProcessName: Equatable, Sendable, CustomStringConvertible {
  package var host: String
  package var id: Int32
  package var beginning: String

  package static let this = ProcessName(
    host: hostName(), id: getpid(), beginning: beginning(of: getpid()) ?? "")

  package var description: String { "\(host)/\(id)/\(beginning)" }

  package init(host: String, id: Int32, beginning: String) {
    self.host = host
    self.id = id
    self.beginning = beginning
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let id = Int32(parts[1]) else { return nil }
    self.init(host: String(parts[0]), id: id, beginning: String(parts[2]))
  }

  /// Whether it is certain that it does not run any more. Of other machines nothing is certain.
  package var isGone: Bool {
    guard host == ProcessName.this.host else { return false }
    return ProcessName.beginning(of: id) != beginning
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "localhost" }
  }

  /// The 22nd field of the process's line (proc(5)), counted after the name, which may hold spaces and brackets.
  private static func beginning(of id: Int32) -> String? {
    guard let bytes = try? Files.read("/proc/\(id)/stat") else { return nil }  // a process that is gone has no file
    let text = String(decoding: bytes, as: UTF8.self)
    guard let bracket = text.lastIndex(of: ")") else { return nil }
    let fields = text[bracket...].split(separator: " ")
    return fields.count > 20 ? String(fields[20]) : nil
  }
}
