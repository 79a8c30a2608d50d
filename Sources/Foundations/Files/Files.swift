import Glibc

/// Whole files, and what the process knows of its surroundings.
package enum Files {
  /// - Parameter limit: a larger file is refused before its bytes are in memory.
  package static func read(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, try reader.size()))
    while let chunk = try reader.next() {
      guard bytes.count + chunk.count <= limit else {
        throw FileError(kind: .tooLarge, path: path, operation: "read", reason: "it has more than \(limit) bytes")
      }
      bytes += chunk
    }
    return bytes
  }

  /// Replaces the file as one step: after a crash it holds the old bytes or the new ones, never a part.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FileError) {
    let file = try FileDescriptor.temporary(beside: path)
    do throws(FileError) {
      try file.write(bytes)
      try file.setMode(mode)
      try file.synchronize()
      guard rename(file.path, path) == 0 else { throw FileError.current("replace", path) }
    } catch {
      unlink(file.path)
      throw error
    }
    try synchronizeFolder(of: path)
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func size(of path: String) throws(FileError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError.current("measure", path) }
    return Int(status.st_size)
  }

  /// When its content was last written, in seconds since 1970.
  package static func modification(of path: String) throws(FileError) -> Int64 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError.current("look at", path) }
    return Int64(status.st_mtim.tv_sec)
  }

  package static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 else { throw FileError.current("remove", path) }
  }

  /// Makes one folder; that it stands there already is no error.
  package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
    guard mkdir(path, mode) == 0 || isFolder(path) else { throw FileError.current("create the folder", path) }
  }

  /// The names in a folder, in the order of their bytes.
  package static func names(in folder: String) throws(FileError) -> [String] {
    guard let listing = opendir(folder) else { throw FileError.current("list", folder) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package static var currentDirectory: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    return buffer.withUnsafeMutableBufferPointer { getcwd($0.baseAddress, $0.count).map { String(cString: $0) } } ?? "."
  }

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// A renamed file is certain to be found after a power failure once its folder is saved.
  private static func synchronizeFolder(of path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    try FileDescriptor(folder, O_RDONLY | O_DIRECTORY, to: "save").synchronize()
  }
}
