package import Files
package import Sealing
import Synchronization

/// The keys of this installation: those of the settings, or those of the file beside the data. The file is read whenever
/// they are wanted, which is seldom, so that a server that runs learns of a new one.
package final class KeyChest: Sendable {
  private let settings: Settings.Secrets
  /// As the file was last read.
  private let known = Mutex<KeyRing?>(nil)

  package init(_ settings: Settings.Secrets) { self.settings = settings }

  /// For what was sealed before.
  package func keys() throws(KeyError) -> KeyRing { try keys(making: false) }

  /// With a new key where there is none yet.
  package func keysForSealing() throws(KeyError) -> KeyRing { try keys(making: true) }

  private func keys(making: Bool) throws(KeyError) -> KeyRing {
    if let given { return given }
    return try known.withLock { known throws(KeyError) in
      do throws(KeyError) {
        // A file that was there and is gone is not replaced: other keys would seal what its own have to open.
        let ring = try fromFile(making: making && known == nil)
        known = ring
        return ring
      } catch {
        guard !making, let known else { throw error }
        return known
      }
    }
  }

  /// Puts a new key into the file, before the others.
  package func draw() throws(KeyError) {
    guard settings.key == nil else { throw .given }
    try KeyFile(path: settings.file).draw()
  }

  /// Where those stand that only open.
  package var placeOfEarlier: String { settings.key == nil ? settings.file : "secrets.earlier" }

  private var given: KeyRing? { settings.key.map { KeyRing($0, earlier: settings.earlier) } }

  private func fromFile(making: Bool) throws(KeyError) -> KeyRing {
    let file = KeyFile(path: settings.file)
    var keys = try file.keys()
    if keys.isEmpty, making { keys = try file.make() }
    guard let current = keys.first else { throw .missing(settings.file) }
    return KeyRing(current, earlier: keys.dropFirst() + settings.earlier)
  }
}

/// Why there is no key, and what to do.
package enum KeyError: Error, Equatable, CustomStringConvertible {
  /// Secrets are sealed, and the file that opens them is not there.
  case missing(String)
  /// A new key cannot be drawn where the settings say which it is.
  case given
  case file(FileError)
  /// A line of the file is no key.
  case unreadable(String, line: Int)
  case cryptography(SealingError)

  package var description: String {
    switch self {
    case .missing(let path):
      "there is no key: the file “\(path)” is not there — bring it back from a backup, "
        + "or set REPLYLEDGER_SECRETS_KEY to the key"
    case .given:
      "the key is that of the settings — put the new one there as secrets.key or REPLYLEDGER_SECRETS_KEY, "
        + "and the one until now under secrets.earlier"
    case .file(let error): "the key cannot be had: \(error), or set REPLYLEDGER_SECRETS_KEY instead"
    case .unreadable(let path, let line):
      "the key file “\(path)” holds no key on line \(line) — "
        + "write 64 hexadecimal digits there, as openssl rand -hex 32 prints them, or bring the file back from a backup"
    case .cryptography(let error): error.description
    }
  }
}
