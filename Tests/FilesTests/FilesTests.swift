import Files
import Foundation
import TestKit
import Testing

@Suite struct `Whole files` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `come back as they were written`() throws {
    defer { folder.remove() }
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for content in [[], [0], bytes] {
      try Files.write(content, to: folder.file("file"))
      #expect(try Files.read(folder.file("file")) == content)
      #expect(try Files.size(of: folder.file("file")) == content.count)
    }
    #expect(try Files.names(in: folder.path) == ["file"], "a temporary file was left behind")
  }

  @Test func `have the rights that were asked for`() throws {
    defer { folder.remove() }
    try Files.write([1], to: folder.file("secret"), mode: 0o600)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("secret"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `keep their old bytes when the new ones cannot be written`() throws {
    defer { folder.remove() }
    try Files.makeFolder(folder.file("taken"))
    try Files.write([7], to: folder.file("taken/inside"))
    #expect(throws: FileError.self) { try Files.write([1, 2], to: folder.file("taken")) }
    #expect(try Files.read(folder.file("taken/inside")) == [7])
    #expect(try Files.names(in: folder.path) == ["taken"])
  }

  @Test func `larger than the limit are refused`() throws {
    defer { folder.remove() }
    try Files.write([1, 2, 3, 4], to: folder.file("file"))
    #expect(try Files.read(folder.file("file"), limit: 4) == [1, 2, 3, 4])
    let error = #expect(throws: FileError.self) { try Files.read(folder.file("file"), limit: 3) }
    #expect(error?.kind == .tooLarge)
  }

  @Test func `that are missing are named, with what to do`() throws {
    defer { folder.remove() }
    let path = folder.file("nothing here")
    #expect(!Files.exists(path))
    let error = try #require(throws: FileError.self) { try Files.read(path) }
    #expect(
      error.description == "could not open “\(path)”: No such file or directory"
        + " — check the path, which is seen from “\(Files.currentDirectory)”")
  }

  @Test func `and folders are told apart`() throws {
    defer { folder.remove() }
    #expect(Files.isFolder(folder.path))
    try Files.write([], to: folder.file("file"))
    #expect(!Files.isFolder(folder.file("file")))
    let error = #expect(throws: FileError.self) { try Files.read(folder.path) }
    #expect(error?.kind == .isFolder)
  }

  @Test func `can be removed once`() throws {
    defer { folder.remove() }
    try Files.write([1], to: folder.file("file"))
    try Files.remove(folder.file("file"))
    let error = #expect(throws: FileError.self) { try Files.remove(folder.file("file")) }
    #expect(error?.kind == .missing)
  }
}

@Suite struct `Streams of bytes` {
  @Test func `a file is read in chunks`() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Files.write(Array(0..<10), to: folder.file("file"))
    let reader = try FileReader(folder.file("file"), chunkSize: 4)
    var chunks: [[UInt8]] = []
    while let chunk = try reader.next() { chunks.append(chunk) }
    #expect(chunks == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
  }

  @Test func `a spool gives back what was appended, and leaves no file`() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let spool = try SpoolFile(in: folder.path)
    try spool.append([1, 2])
    try spool.append([3])
    #expect(spool.size == 3)
    #expect(try Files.names(in: folder.path) == [])
    for _ in 1...2 {
      try spool.rewind()
      #expect(try spool.next() == [1, 2, 3])
      #expect(try spool.next() == nil)
    }
  }

  @Test func `a spool needs a folder that is there`() throws {
    let error = #expect(throws: FileError.self) { try SpoolFile(in: "/nowhere/at/all") }
    #expect(error?.kind == .missing)
  }
}

@Test func `the environment is read by name`() {
  setenv("REPLYLEDGER_FILES_TEST", "a value", 1)
  #expect(Files.environment("REPLYLEDGER_FILES_TEST") == "a value")
  #expect(Files.environment("REPLYLEDGER_FILES_TEST_ABSENT") == nil)
}
