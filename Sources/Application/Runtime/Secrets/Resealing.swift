import Sealing
import Warehouse

/// How the secrets of the store stand after they were to be sealed under the key of now.
package struct Resealing: Sendable, Equatable {
  /// What no key opens. It stays as it is, and is to be entered again.
  package struct Locked: Sendable, Equatable {
    package var source: String
    package var setting: String
    package var why: String
  }

  /// The name of the key of now; nothing where nothing is sealed.
  package var key: String?
  package var secrets = 0
  package var locked: [Locked] = []
  /// The names of keys that no secret needs any more.
  package var unneeded: [String] = []
  /// Where they stand.
  package var placeOfUnneeded = ""
}

extension Installation {
  /// Draws a new key and seals everything under it. The others stay in the file, for backups of the store.
  package func rekeySecrets() async throws -> Resealing {
    guard try await !ledger.sealedSecrets().isEmpty else { return Resealing() }
    try keys.draw()
    return try await resealSecrets()
  }

  /// Seals what an earlier key has sealed under the key of now, all in one transaction.
  package func resealSecrets() async throws -> Resealing {
    let before = try await ledger.sealedSecrets()
    guard !before.isEmpty else { return Resealing() }
    let ring = try keys.keys()
    if try before.contains(where: { try ring.again($0) != nil }) { try await ledger.reseal { try ring.again($0) } }
    return Resealing(try await ledger.sealedSecrets(), under: ring, earlierIn: keys.placeOfEarlier)
  }
}

extension Resealing {
  fileprivate init(_ secrets: [SealedSecret], under ring: KeyRing, earlierIn place: String) {
    key = ring.current.id
    self.secrets = secrets.count
    locked = secrets.compactMap { secret in
      do throws(UnsealingError) {
        _ = try ring.open(secret.sealed, for: secret.place)
        return nil
      } catch {
        return Locked(source: secret.source, setting: secret.setting, why: error.description)
      }
    }
    unneeded = ring.earlierIDs
    placeOfUnneeded = place
  }
}

extension KeyRing {
  /// The same under the key of now; nothing where it is already, or does not open.
  fileprivate func again(_ secret: SealedSecret) throws(SealingError) -> String? {
    guard !isCurrent(secret.sealed), let plain = try? open(secret.sealed, for: secret.place) else { return nil }
    return try seal(plain, for: secret.place)
  }
}

extension SealedSecret {
  fileprivate var place: SecretPlace { SecretPlace(owner: source, name: setting) }
}
