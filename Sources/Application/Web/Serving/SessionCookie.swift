import Encoding
import HTTPServer
import Markup
import Sealing

/// The one cookie. A browser that has not signed in has one too: it makes the sign-in form ours.
struct SessionCookie {
  /// A cookie of this prefix can only come from this very host, and by TLS.
  static func name(isSecure: Bool) -> String { isSecure ? "__Host-replyledger" : "replyledger" }

  /// What the request brought, when it has the form of a secret of ours.
  static func read(_ request: HTTPRequest, isSecure: Bool) -> String? {
    let name = name(isSecure: isSecure)
    let values = request.headers.all("Cookie").flatMap { $0.split(separator: ";") }.compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { return nil }
      return String(parts[1].prefix { $0 != " " })
    }
    // Two of a name: somebody tries to put theirs before ours.
    guard values.count == 1, values[0].utf8.count == 64, Hex.decode(values[0]) != nil else { return nil }
    return values[0]
  }

  static func set(_ secret: String, isSecure: Bool, seconds: Int64?) -> String {
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    return "\(name(isSecure: isSecure))=\(secret); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")\(age)"
  }

  static func clear(isSecure: Bool) -> String { set("", isSecure: isSecure, seconds: 0) }

  static func makeSecret() throws -> String { Hex.encode(try RandomBytes.make(32)) }

  /// It can be made again from the cookie, so nothing is stored, and it changes with the cookie at sign-in.
  static func formToken(of cookie: String) throws -> FormToken {
    FormToken(Hex.encode(try KeyedHash.sha256(of: Array("form".utf8), key: Array(cookie.utf8))))
  }
}
