import Encoding
import Sealing

/// `appsecret_proof`: that whoever holds the token also knows the secret of the app it was made for. An app may demand it
/// of every call.
enum MessengerProof {
  /// Nothing where the system forbids the hash: then Facebook says what is missing.
  static func of(_ token: String, under appSecret: String) -> String? {
    guard let hash = try? KeyedHash.sha256(of: Array(token.utf8), key: Array(appSecret.utf8)) else { return nil }
    return Hex.encode(hash)
  }
}
