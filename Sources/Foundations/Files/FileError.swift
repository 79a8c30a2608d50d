import Glibc

/// A failed call on a file: which one, what was tried, the system's words, and what to do next.
package struct FileError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    case missing
    case notPermitted
    case full
    case isFolder
    case tooLarge
    /// Others than its owner may read or change it.
    case exposed
    case other
  }

  package var kind: Kind
  package var path: String
  /// “read”, “write” …
  package var operation: String
  package var reason: String

  package var description: String { "could not \(operation) “\(path)”: \(reason)" + (hint.map { " — \($0)" } ?? "") }

  package var hint: String? {
    switch kind {
    case .missing: "check the path, which is seen from “\(Files.currentDirectory)”"
    case .notPermitted: "give the user that runs this program the right to do so"
    case .full: "free space on this disk, then try again"
    case .isFolder: "name a file in it"
    case .exposed: "type chmod 600 '\(path)' and, if others may have read it, replace what is in it"
    case .tooLarge, .other: nil
    }
  }
}

extension FileError {
  /// What `errno` says now: made at once after the call that failed.
  static func current(_ operation: String, _ path: String) -> FileError {
    let code = errno
    return FileError(
      kind: Kind(code), path: path, operation: operation,
      reason: strerror(code).map { String(cString: $0) } ?? "error \(code)")
  }
}

extension FileError.Kind {
  fileprivate init(_ code: Int32) {
    switch code {
    case ENOENT, ENOTDIR: self = .missing
    case EACCES, EPERM, EROFS: self = .notPermitted
    case ENOSPC, EDQUOT: self = .full
    case EISDIR: self = .isFolder
    default: self = .other
    }
  }
}
