extension Settings {
  package enum Store: Sendable, Equatable, CustomStringConvertible {
    case sqlite(path: String)
    /// The address with its password, and as it may be shown.
    case postgres(address: Secret, shown: String)

    package var description: String {
      switch self {
      case .sqlite(let path): "sqlite:\(path)"
      case .postgres(_, let shown): shown
      }
    }
  }
}

extension Settings.Store {
  /// `DATABASE_URL` wins over the file, as the origins had it.
  init(reading section: SettingsSection) {
    let reader = section.reader
    let given = section.text("store", origin: "DATABASE_URL")
    let read = given.flatMap { given -> (Self, SettingsPlace)? in
      guard !PostgresText.hasStrayCharacter(given.text) else {
        section.report("store", PostgresText.stray, at: given.place, hint: PostgresText.escaping)
        return nil
      }
      return section.read(given, .store, key: "store").map { ($0, given.place) }
    }
    switch read {
    case (.sqlite(let path), let place)?: self = .sqlite(path: reader.inFolder(path, at: place))
    case (let store, _)?: self = store
    case nil: self = .sqlite(path: reader.inFolder("replyledger.db"))
    }
  }

  /// What follows `//` up to the host loses its password.
  fileprivate static func postgres(_ text: String) -> Self? {
    guard let (rest, authority) = PostgresText.parts(of: text) else { return nil }
    let at = authority.lastIndex(of: "@")
    let host = at.map { authority[authority.index(after: $0)...] } ?? authority
    guard !authority.isEmpty || rest.hasPrefix("/") else { return nil }
    let user = at.map { authority[..<$0].prefix { $0 != ":" } + ":••••@" } ?? ""
    let name = rest[authority.endIndex...].prefix { $0 != "?" }
    return .postgres(address: Secret(text), shown: "postgres://" + user + host + name)
  }

  /// `sqlite:path`, or as SQLAlchemy writes it, with three slashes before a relative path and four before an absolute.
  fileprivate static func sqlite(_ text: String) -> Self? {
    let path = text.dropping(prefix: "sqlite:///") ?? text.dropping(prefix: "sqlite:")
    guard let path, !path.hasPrefix("//"), !path.contains("?") else { return nil }
    return .sqlite(path: path)
  }
}

extension SettingsForm<Settings.Store> {
  fileprivate static let store = SettingsForm(
    right: "sqlite:replyledger.db or postgres://user:password@host/database", isPrivate: true
  ) { Settings.Store.sqlite($0) ?? Settings.Store.postgres($0) }
}

/// An address of PostgreSQL as somebody wrote it.
private enum PostgresText {
  /// The address itself is not repeated: what is astray in it is most likely a part of the password.
  static let stray = "the user name or password in this address holds a character that means something else there"
  static let escaping =
    "write / ? # @ : and % in them as %2F %3F %23 %40 %3A and %25, such as postgres://me:a%2Fb@host/database"

  /// What follows the scheme, and of that user, password, host and port.
  static func parts(of text: String) -> (rest: Substring, authority: Substring)? {
    guard let scheme = ["postgres://", "postgresql://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    return (rest, rest.prefix { $0 != "/" && $0 != "?" })
  }

  /// With a `/` in the password the address ends for its readers in the middle of it: they would take the first half
  /// for a port, and show it.
  static func hasStrayCharacter(_ text: String) -> Bool {
    guard let (rest, authority) = parts(of: text) else { return false }
    let signs = rest.count { $0 == "@" }
    guard signs <= 1, authority.count(where: { $0 == "@" }) == signs else { return true }
    let hosts = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return !hosts.split(separator: ",").allSatisfy(hasPort) || !hasEscapes(rest)
  }

  /// A number behind the last colon, if there is one that does not belong to an address such as `[::1]`.
  private static func hasPort(_ host: Substring) -> Bool {
    guard !host.hasSuffix("]"), let colon = host.lastIndex(of: ":") else { return true }
    return host[host.index(after: colon)...].allSatisfy { $0.isASCII && $0.isNumber }
  }

  private static func hasEscapes(_ text: Substring) -> Bool {
    text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
      part.count >= 2 && part.prefix(2).allSatisfy(\.isHexDigit)
    }
  }
}
