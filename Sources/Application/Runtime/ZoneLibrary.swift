package import CivilTime
import Files
import Synchronization

/// The IANA zones of this machine, read when they are first asked for.
package final class ZoneLibrary: Sendable {
  private let folder: String
  private let known = Mutex<[String: Zone]>([:])

  package init(folder: String = "/usr/share/zoneinfo") { self.folder = folder }

  package func zone(named name: String) throws -> Zone {
    if let zone = known.withLock({ $0[name] }) { return zone }
    guard ZoneLibrary.isName(name) else { throw UnknownZone(name: name) }
    let zone: Zone
    do {
      zone = try ZoneFile.zone(named: name, from: Files.read("\(folder)/\(name)", limit: 1 << 20))
    } catch {
      // Whatever is wrong with the file, the asker can only name another zone or install the data.
      throw UnknownZone(name: name)
    }
    known.withLock { $0[name] = zone }
    return zone
  }

  package func knows(_ name: String) -> Bool { (try? zone(named: name)) != nil }

  /// Only what a zone's name may look like becomes a path: `Europe/Berlin`, `Etc/GMT+3`, never `../passwd`.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), name.utf8.count <= 64 else { return false }
    return parts.allSatisfy { part in
      part.first?.isLetter == true
        && part.utf8.allSatisfy { byte in
          (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        }
    }
  }
}

package struct UnknownZone: Error, Equatable, CustomStringConvertible {
  package let name: String

  package init(name: String) { self.name = name }

  package var description: String {
    "“\(name.prefix(64))” is no time zone of this machine: name one such as Europe/Berlin, or install the package tzdata"
  }
}
