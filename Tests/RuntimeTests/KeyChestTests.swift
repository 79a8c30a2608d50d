import Files
import Sealing
import TestKit
import Testing

@testable import Runtime

private let place = SecretPlace(owner: "fresh", name: "api_key")
private let (first, second) = (String(repeating: "1a", count: 32), String(repeating: "2b", count: 32))

@Suite struct `The key of an installation` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func chest(_ more: String = "", environment: [String: String] = [:]) throws -> KeyChest {
    KeyChest(
      try settings("store: \"sqlite:\(folder.file("data.db"))\"\n" + more, environment: environment).secrets)
  }

  private func write(_ text: String) throws {
    try Files.write(Array(text.utf8), to: folder.file("data.db.key"), mode: 0o600)
  }

  @Test func `is made beside the data when the first secret is sealed, and not before`() throws {
    defer { folder.remove() }
    #expect(throws: KeyError.missing(folder.file("data.db.key"))) { try chest().keys() }
    #expect(try Files.names(in: folder.path) == [])
    let sealed = try chest().keysForSealing().seal("geheim", for: place)
    #expect(try chest().keys().open(sealed, for: place) == "geheim")
    #expect(try chest().keysForSealing().open(sealed, for: place) == "geheim")
    let text = String(decoding: try PrivateFile.read(folder.file("data.db.key")), as: UTF8.self)
    #expect(text.hasPrefix("# Opens the secrets") && text.split(separator: "\n").last?.count == 64)
  }

  @Test func `comes from the settings or the environment, and then no file is made`() throws {
    defer { folder.remove() }
    let sealed = try chest("secrets: {key: \"\(first)\"}").keysForSealing().seal("geheim", for: place)
    #expect(
      try chest(environment: ["REPLYLEDGER_SECRETS_KEY": first]).keys().open(sealed, for: place) == "geheim")
    #expect(
      try chest("secrets: {key: \"\(second)\", earlier: [\"\(first)\"]}").keys().open(sealed, for: place) == "geheim")
    #expect(throws: UnsealingError.self) {
      try chest(environment: ["REPLYLEDGER_SECRETS_KEY": second]).keys().open(sealed, for: place)
    }
    #expect(try Files.names(in: folder.path) == [])
  }

  @Test func `may be replaced in the file, the new one on top`() throws {
    defer { folder.remove() }
    try write("# one\n\(first)\n")
    let sealed = try chest().keys().seal("geheim", for: place)
    try write("# new\n  \(second)  # of today\n\n\(first)\n")
    let keys = try chest().keys()
    #expect(try keys.open(sealed, for: place) == "geheim")
    #expect(!keys.isCurrent(sealed))
  }

  @Test func `is refused in a file that others can read`() throws {
    defer { folder.remove() }
    try Files.write(Array(first.utf8), to: folder.file("data.db.key"), mode: 0o644)
    let error = try #require(throws: KeyError.self) { try chest().keysForSealing() }
    #expect("\(error)".contains("others than its owner may read it") && "\(error)".contains("chmod 600"))
    #expect("\(error)".contains("REPLYLEDGER_SECRETS_KEY"))
  }

  @Test func `is refused where it is none, by line and never by what stands there`() throws {
    defer { folder.remove() }
    let path = folder.file("data.db.key")
    for (text, line) in [("", 1), ("# nothing\n", 1), ("\(first)\ngeheim\n", 2)] {
      try write(text)
      let error = try #require(throws: KeyError.self) { try chest().keys() }
      #expect(error == .unreadable(path, line: line) && !"\(error)".contains("geheim"))
    }
    #expect(problems("secrets: {key: geheim-geheim}").allSatisfy { !$0.contains("geheim") })
    #expect(problems("secrets: {key: geheim-geheim}").count == 1)
  }

  @Test func `is not in the settings that are shown`() throws {
    let text = try settings("secrets: {key: \"\(first)\", earlier: [\"\(second)\"]}").text
    #expect(text.contains("secrets: {key: \"env:SECRETS_KEY\", earlier: [\"env:SECRETS_EARLIER_1\"]}"))
    #expect(!text.contains("1a1a") && !text.contains("2b2b"))
  }

  @Test func `of a database elsewhere is kept beside the settings`() throws {
    let read = try settings("store: \"postgres://a:b@host/ledger\"", file: "/etc/replyledger/a.yaml")
    #expect(read.secrets.file == "/etc/replyledger/replyledger.key")
  }
}
