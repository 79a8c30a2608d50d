import Encoding

/// What a secret belongs to. It is proved with the secret: one that was moved elsewhere in the store does not open.
package struct SecretPlace: Sendable, Hashable {
  package var owner: String
  package var name: String

  /// - Parameters:
  ///   - owner: such as a source's id.
  ///   - name: the setting, such as `api_key`.
  package init(owner: String, name: String) {
    self.owner = owner
    self.name = name
  }

  /// With the owner's length, so that no other pair reads the same.
  var bytes: [UInt8] { Array("replyledger 1 \(owner.utf8.count) \(owner) \(name)".utf8) }
}

/// The key that seals now, and those that still open what they sealed.
package struct KeyRing: Sendable, Equatable {
  package let current: SealingKey
  private let earlier: [SealingKey]

  package init(_ current: SealingKey, earlier: [SealingKey] = []) {
    self.current = current
    self.earlier = earlier
  }

  /// The names of those that only open.
  package var earlierIDs: [String] { earlier.map(\.id) }

  /// Text for the store: how it was sealed, the key's name, and nonce, hidden bytes and tag.
  package func seal(_ secret: String, for place: SecretPlace) throws(SealingError) -> String {
    let nonce = try RandomBytes.make(AES256GCM.nonceLength)
    let sealed = try AES256GCM.seal(
      Array(secret.utf8), key: current.bytes, nonce: nonce, associated: place.bytes)
    return "\(KeyRing.form):\(current.id):\(Base64.encode(nonce + sealed))"
  }

  package func open(_ text: String, for place: SecretPlace) throws(UnsealingError) -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == KeyRing.form, let bytes = Base64.decode(parts[2]) else { throw .unreadable }
    guard let key = ([current] + earlier).first(where: { $0.id == parts[1] }) else {
      throw .unknownKey(parts[1], known: current.id)
    }
    return try open(bytes, under: key, for: place)
  }

  /// Whether the key of now has sealed it. What an earlier key has sealed should be sealed anew.
  package func isCurrent(_ text: String) -> Bool { text.hasPrefix("\(KeyRing.form):\(current.id):") }

  private static let form = "aes-256-gcm"

  private func open(
    _ bytes: [UInt8], under key: SealingKey, for place: SecretPlace
  ) throws(UnsealingError) -> String {
    guard bytes.count >= AES256GCM.nonceLength + AES256GCM.tagLength else { throw .unreadable }
    let (nonce, sealed) = (bytes.prefix(AES256GCM.nonceLength), bytes.dropFirst(AES256GCM.nonceLength))
    let plain: [UInt8]?
    do throws(SealingError) {
      plain = try AES256GCM.open(Array(sealed), key: key.bytes, nonce: Array(nonce), associated: place.bytes)
    } catch {
      throw .cryptography(error)
    }
    guard let plain else { throw .notGenuine }
    guard let secret = String(validating: plain, as: UTF8.self) else { throw .unreadable }
    return secret
  }
}

/// Why a sealed secret does not open, and what to do.
package enum UnsealingError: Error, Equatable, CustomStringConvertible {
  /// It was sealed under a key that is not here.
  case unknownKey(String, known: String)
  /// The key is right, and what it opens is not what it sealed there.
  case notGenuine
  /// This version writes no such text.
  case unreadable
  case cryptography(SealingError)

  package var description: String {
    switch self {
    case .unknownKey(let id, let known):
      "it is sealed under the key \(id), and the key in force is \(known) — bring the other back, "
        + "as secrets.key or as one of secrets.earlier, or enter the secret again"
    case .notGenuine:
      "it was changed after it was sealed, or belongs to another setting — restore the store from a backup, "
        + "or enter the secret again"
    case .unreadable: "it is not written as this version seals — enter the secret again"
    case .cryptography(let error): error.description
    }
  }
}
