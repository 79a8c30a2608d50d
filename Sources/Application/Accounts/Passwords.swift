import Encoding
import Sealing
import Synchronization
import Threads

/// Hashes and checks passwords on a thread of their own, one after the other: a flood of sign-ins costs those who sign in
/// time, and the pages nothing.
final class Passwords: Sendable {
  private let thread = WorkThread(name: "passwords", limit: 32, niceness: 5)
  private let cost: Scrypt.Cost
  private let count = Mutex(0)

  init(cost: Scrypt.Cost) { self.cost = cost }

  deinit { thread.stop() }

  /// How many hashes were made: the same for every way in which a sign-in can fail.
  var made: Int { count.withLock { $0 } }

  func hash(_ password: String) async throws -> String {
    let cost = cost
    return try await work {
      let salt = try RandomBytes.make(16)
      return PasswordHash(
        cost: cost, salt: salt, key: try Scrypt.key(from: Array(password.utf8), salt: salt, cost: cost)
      ).text
    }
  }

  /// Takes as long when there is nothing to compare with.
  func isRight(_ password: String, for stored: String?) async throws -> Bool {
    let known = stored.flatMap(PasswordHash.init)
    let hash = known ?? PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), key: [])
    return try await work {
      let key = try Scrypt.key(from: Array(password.utf8), salt: hash.salt, cost: hash.cost)
      return ConstantTime.areEqual(key, hash.key) && known != nil
    }
  }

  /// Whether the program takes more trouble now than when this was made.
  func isOutdated(_ stored: String) -> Bool { PasswordHash(stored)?.cost != cost }

  private func work<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    count.withLock { $0 += 1 }
    do {
      return try await thread.run(body)
    } catch is WorkThreadError {
      throw AccountError.busy
    }
  }
}

/// `scrypt$15$8$3$salt$key`: what it cost stands beside it, so that later ones may cost more.
struct PasswordHash: Equatable {
  var cost: Scrypt.Cost
  var salt: [UInt8]
  var key: [UInt8]

  init(cost: Scrypt.Cost, salt: [UInt8], key: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.key = key
  }

  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let logN = Int(parts[1]), let r = Int(parts[2]),
      let p = Int(parts[3]), (1...20).contains(logN), (1...32).contains(r), (1...16).contains(p),
      let salt = Hex.decode(parts[4]), let key = Hex.decode(parts[5]), key.count == 32
    else { return nil }
    self.init(cost: Scrypt.Cost(logN: logN, blockSize: r, parallelism: p), salt: salt, key: key)
  }

  var text: String {
    "scrypt$\(cost.logN)$\(cost.blockSize)$\(cost.parallelism)$\(Hex.encode(salt))$\(Hex.encode(key))"
  }
}

/// What a password must be: long. Rules about kinds of characters make people choose worse ones.
enum PasswordRule {
  static let shortest = 10

  static func check(_ password: String, of name: String) throws(AccountError) {
    guard password.count >= shortest else {
      throw .weakPassword("a password has at least \(shortest) characters; some words in a row are a good one")
    }
    guard password.utf8.count <= 1_024 else { throw .weakPassword("a password has at most 1024 bytes") }
    guard Set(password).count > 3 else { throw .weakPassword("this password is one that is guessed first") }
    guard !password.lowercased().contains(AccountName.key(of: name)) || name.count < 4 else {
      throw .weakPassword("a password must not hold the account's name")
    }
  }
}
