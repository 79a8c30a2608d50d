import Files
import Sealing

/// A key on each line: the first seals, the others still open. What follows a # is for people.
struct KeyFile {
  var path: String

  /// None where there is no file; never none in a file.
  func keys() throws(KeyError) -> [SealingKey] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try PrivateFile.read(path)
    } catch {
      guard error.kind != .missing else { return [] }
      throw .file(error)
    }
    return try keys(in: String(decoding: bytes, as: UTF8.self))
  }

  private func keys(in text: String) throws(KeyError) -> [SealingKey] {
    var keys: [SealingKey] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let word = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      guard !word.isEmpty else { continue }
      guard let key = SealingKey(hex: String(word)) else { throw .unreadable(path, line: index + 1) }
      keys.append(key)
    }
    guard !keys.isEmpty else { throw .unreadable(path, line: 1) }
    return keys
  }

  /// Another process may be faster: then its keys are the ones.
  func make() throws(KeyError) -> [SealingKey] {
    let text = try newText()
    do throws(FileError) {
      _ = try PrivateFile.create(Array(text.utf8), at: path)
    } catch {
      throw .file(error)
    }
    return try keys()
  }

  /// Puts a new key on top, which seals from now on.
  func draw() throws(KeyError) {
    _ = try keys()  // nothing is put before what cannot be read
    let text = try newText()
    do throws(FileError) {
      try PrivateFile.prepend(Array(text.utf8), to: path)
    } catch {
      throw error.kind == .missing ? .missing(path) : .file(error)
    }
  }

  private func newText() throws(KeyError) -> String {
    do throws(SealingError) {
      return """
        # Opens the secrets in Replyledger's store. Keep a copy, apart from the copies of the store.
        \(try SealingKey.makeHex())

        """
    } catch {
      throw .cryptography(error)
    }
  }
}
