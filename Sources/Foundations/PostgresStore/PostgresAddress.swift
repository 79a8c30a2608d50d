internal import CLibPQ
import SQLCore

/// A `postgres://…` address that was looked at before libpq sees it, so that no message can quote its password.
struct PostgresAddress: Sendable {
  let url: String
  private let password: String?
  /// The address without its password, for messages.
  let description: String

  init(_ url: String) throws {
    guard let rest = PostgresAddress.afterScheme(url) else {
      throw refusal("it does not begin with postgres://", "write postgres://user:password@host/database")
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let signs = rest.count { $0 == "@" }
    guard signs <= 1, signs == authority.count(where: { $0 == "@" })
    else {
      throw refusal(
        "it has an @ where none belongs", "write @ / ? # and % in the user name or password as %40 %2F %3F %23 %25")
    }
    let parts = try PostgresAddress.parsed(url)
    if let port = parts["port"], !port.split(separator: ",").allSatisfy({ UInt16($0) != nil }) {
      throw refusal(
        "its port is not a number", "write : / and @ in the user name or password as %3A %2F %40")
    }
    self.url = url
    password = parts["password"]
    let user = parts["user"].map { "\($0)@" } ?? ""
    let host = parts["host"] ?? parts["hostaddr"] ?? "localhost"
    let port = parts["port"].map { ":\($0)" } ?? ""
    description = "postgres://\(user)\(host)\(port)/\(parts["dbname"] ?? "")"
  }

  /// A library's message, with the password struck out should it ever quote one.
  func withoutPassword(_ message: String) -> String {
    guard let password, !password.isEmpty else { return message }
    var message = message
    while let range = message.firstRange(of: password) { message.replaceSubrange(range, with: "••••") }
    return message
  }

  private static func afterScheme(_ url: String) -> Substring? {
    for scheme in ["postgres://", "postgresql://"] where url.hasPrefix(scheme) { return url.dropFirst(scheme.count) }
    return nil
  }

  private static func parsed(_ url: String) throws -> [String: String] {
    // libpq's own words about a malformed address may quote all of it, so they are not asked for.
    guard let options = PQconninfoParse(url, nil) else {
      throw refusal(
        "it cannot be understood", "write postgres://user:password@host:port/database, with %-escapes in the password")
    }
    defer { PQconninfoFree(options) }
    var parts: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { parts[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return parts
  }
}

private func refusal(_ message: String, _ hint: String) -> SQLStoreError {
  SQLStoreError(.cannotOpen, "read the store's address", message: message, hint: hint)
}
