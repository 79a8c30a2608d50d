import Files
import Foundation
import TestKit
import Testing

@Suite struct `A private file` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `is made once, for its owner alone`() throws {
    defer { folder.remove() }
    let path = folder.file("key")
    #expect(try PrivateFile.create([1, 2], at: path))
    #expect(try !PrivateFile.create([3], at: path))
    #expect(try PrivateFile.read(path) == [1, 2])
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try Files.names(in: folder.path) == ["key"], "a temporary file was left behind")
  }

  @Test func `takes more in front, whoever else does so at the same time`() async throws {
    defer { folder.remove() }
    let path = folder.file("key")
    #expect(throws: FileError.self) { try PrivateFile.prepend([1], to: path) }
    #expect(try PrivateFile.create([0], at: path))
    try PrivateFile.prepend([1], to: path)
    #expect(try PrivateFile.read(path) == [1, 0])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in UInt8(2)..<18 { group.addTask { try PrivateFile.prepend([number], to: path) } }
      try await group.waitForAll()
    }
    #expect(try PrivateFile.read(path).sorted() == Array(0..<18))
    #expect(try Files.names(in: folder.path) == ["key"], "a temporary file was left behind")
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o602, 0o601])
  func `is refused when others may read or change it`(_ rights: Int) throws {
    defer { folder.remove() }
    let path = folder.file("key")
    try Files.write([1], to: path, mode: UInt32(rights))
    let error = try #require(throws: FileError.self) { try PrivateFile.read(path) }
    #expect(error.kind == .exposed)
    #expect(
      error.description == "could not use “\(path)”: others than its owner may read it (its rights are "
        + "\(String(rights, radix: 8))) — type chmod 600 '\(path)' and, if others may have read it, replace what is in it"
    )
  }

  @Test func `may be for reading only`() throws {
    defer { folder.remove() }
    try Files.write([1], to: folder.file("key"), mode: 0o400)
    #expect(try PrivateFile.read(folder.file("key")) == [1])
  }

  @Test func `that is missing or too large is named`() throws {
    defer { folder.remove() }
    #expect(throws: FileError.self) { try PrivateFile.read(folder.file("none")) }
    try Files.write([1, 2, 3], to: folder.file("key"), mode: 0o600)
    #expect(try PrivateFile.read(folder.file("key"), limit: 3) == [1, 2, 3])
    let error = #expect(throws: FileError.self) { try PrivateFile.read(folder.file("key"), limit: 2) }
    #expect(error?.kind == .tooLarge)
    #expect(throws: FileError.self) { try PrivateFile.create([1], at: "/nowhere/at/all") }
  }
}
