import Foundation
import PostgresStore

/// A PostgreSQL server on a Unix socket in a private folder, without any care for its data.
///
/// It lives as long as a pipe that this process holds: however the tests end, the server stops and its folder goes.
struct ThrowAwayServer: Sendable {
  let url: String
  private let lifeline: Pipe

  /// The folder of the newest installed server's programs.
  static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root))?.compactMap { Int($0) } ?? []
    guard let version = versions.filter({ $0 >= 15 }).max() else { return nil }
    let folder = "\(root)/\(version)/bin"
    return FileManager.default.isExecutableFile(atPath: "\(folder)/initdb") ? folder : nil
  }()

  init() throws {
    guard let programs = ThrowAwayServer.programs else {
      throw ServerMissing(description: "PostgreSQL is required, but no server of version 15 or newer is installed")
    }
    let folder = try TemporaryFolder()
    // The server refuses to run as root, and its user must be able to write here.
    let asServer = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups" : ""
    if getuid() == 0 {
      try FileManager.default.setAttributes([.ownerAccountName: "postgres"], ofItemAtPath: folder.path)
    }
    lifeline = Pipe()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", ThrowAwayServer.script, "sh", folder.path, programs, asServer]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.standardInput = lifeline
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    url = "postgres://postgres@\(folder.path.replacingOccurrences(of: "/", with: "%2F"))/postgres"
  }

  /// Waits until the server answers.
  func firstStore() async throws -> PostgresDatabase {
    var attempts = 0
    while true {
      do {
        return try await PostgresDatabase(url: url, connections: 2)
      } catch {
        attempts += 1
        if attempts > 600 { throw error }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private static let script = """
    folder=$1 programs=$2 as=$3
    $as $programs/initdb -D $folder/data -U postgres -A trust --no-sync --no-locale -E UTF8 &&
    { $as $programs/postgres -D $folder/data -k $folder -c listen_addresses= -c max_connections=400 \\
      -c fsync=off -c full_page_writes=off -c synchronous_commit=off </dev/null & }
    server=$!
    cat >/dev/null
    kill -INT $server
    wait $server
    rm -rf $folder
    """
}

private struct ServerMissing: Error, CustomStringConvertible {
  var description: String
}
