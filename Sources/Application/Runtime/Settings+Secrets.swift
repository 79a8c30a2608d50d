package import Sealing

extension Settings {
  /// Under which key secrets are sealed that people enter on pages. It is never in the store that it protects.
  package struct Secrets: Sendable, Equatable {
    /// Nil: the one in the file.
    package var key: SealingKey?
    /// These still open what they sealed.
    package var earlier: [SealingKey] = []
    /// Where the key is kept where none is given: beside the data. It is made when the first secret is entered.
    package var file: String
  }
}

extension Settings.Secrets {
  init(reading section: SettingsSection, store: Settings.Store) {
    key = section.value("key", .sealingKey)
    earlier = section.list("earlier", .sealingKey) ?? []
    file =
      switch store {
      case .sqlite(let path): "\(path).key"
      case .postgres: section.reader.inFolder("replyledger.key")
      }
  }
}

extension SettingsForm<SealingKey> {
  static let sealingKey = SettingsForm(
    right: "64 hexadecimal digits, as openssl rand -hex 32 prints them", isPrivate: true
  ) { SealingKey(hex: $0) }
}
