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
    let read = given.flatMap { given in
      section.read(given, .store, key: "store").map { ($0, given.place) }
    }
    switch read {
    case (.sqlite(let path), let place)?: self = .sqlite(path: reader.inFolder(path, at: place))
    case (let store, _)?: self = store
    case nil: self = .sqlite(path: reader.inFolder("replyledger.db"))
    }
  }

  /// What follows `//` up to the host loses its password.
  fileprivate static func postgres(_ text: String) -> Self? {
    guard let scheme = ["postgres://", "postgresql://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
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
