import JSONReader
import Metrics
package import SQLCore
package import Sealing
import Support
import Synchronization
import Warehouse

/// Why a source was not connected, changed or removed.
package enum ConnectionRefusal: Error, Equatable, CustomStringConvertible {
  /// The settings file names it, and wins.
  case standsInTheFile(String)
  case isConnected(String)
  case isNotConnected(String)
  /// The ledger holds conversations of this id that came another way.
  case isOfAnotherKind(String, kind: String)
  case key(KeyError)
  case cryptography(SealingError)

  package var description: String {
    switch self {
    case .standsInTheFile(let id): "\(id) stands in the settings file, which wins; change it there"
    case .isConnected(let id): "\(id) is connected already; give this one another id, or change that one"
    case .isNotConnected(let id): "no source “\(id.prefix(60))” was connected on a page"
    case .isOfAnotherKind(let id, let kind):
      "the ledger holds conversations of \(id) that came from \(kind); give this source another id"
    case .key(let error): error.description
    case .cryptography(let error): error.description
    }
  }
}

extension Installation {
  /// What was connected on pages, whatever became of it, by id.
  package var connections: [String: SourceConnection] { inForce.withLock { $0.connections } }

  /// One that was connected and not removed.
  package func connection(_ id: String) -> SourceConnection? { connections[id].flatMap { $0.isRemoved ? nil : $0 } }

  /// Why sources that were connected cannot be used, for whoever starts the program.
  package var connectionNotes: [String] {
    connections.values.filter { !$0.isRemoved }.sorted { $0.source.id < $1.source.id }.compactMap { connection in
      let id = connection.source.id
      if connection.isOverruled { return "\(id) was connected on a page, and the settings file names it too and wins" }
      return connection.problem.map { "\(id) cannot be used: \($0)" }
    }
  }

  /// What a stored source is made of, with the secrets that open; for whoever changes it.
  package func draft(_ id: String) throws(ConnectionRefusal) -> SourceDraft {
    guard let connection = connection(id), let draft = connection.source.draft(with: opened(connection.source)) else {
      throw .isNotConnected(id)
    }
    return draft
  }

  /// Those that open: whoever changes a source enters the others again.
  private func opened(_ source: ConnectedSource) -> [String: Secret] {
    guard let ring = try? keys.keys() else { return [:] }
    return source.secrets.reduce(into: [:]) { opened, pair in
      let place = SecretPlace(owner: source.id, name: pair.key)
      opened[pair.key] = (try? ring.open(pair.value, for: place)).map { Secret($0) }
    }
  }

  /// Connects a new source: it is in force when this returns.
  ///
  /// - Parameter note: writes down who did it, in the same transaction.
  package func connect(
    _ draft: SourceDraft, paused: Bool = false, by name: String,
    noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    try await checkFree(draft)
    let draft = try complete(draft)
    var source = ConnectedSource(
      id: draft.id, kind: draft.kind.rawValue, settings: draft.json, secrets: try sealed(draft),
      state: paused ? .paused : .enabled, by: name, at: now)
    if let former = connections[draft.id] {
      (source.connectedBy, source.connectedAt) = (former.source.connectedBy, former.source.connectedAt)
    }
    try await apply(try await ledger.save(source, noting: note))
  }

  /// Whether a source of this id and kind may be connected.
  package func checkFree(_ draft: SourceDraft) async throws {
    let id = draft.id
    guard !isInFile(id) else { throw ConnectionRefusal.standsInTheFile(id) }
    guard connection(id) == nil else { throw ConnectionRefusal.isConnected(id) }
    let kind = draft.kind.rawValue
    if let known = try await ledger.sources().first(where: { $0.id == id }), known.kind != kind {
      throw ConnectionRefusal.isOfAnotherKind(id, kind: known.kind)
    }
  }

  package func isInFile(_ id: String) -> Bool {
    (given.sources.map(\.id) + given.contacts.map(\.id)).contains(id) || scripted.contains(id)
  }

  /// Writes a source that is connected as it is from now on.
  package func change(
    _ draft: SourceDraft, paused: Bool, by name: String,
    noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    guard var source = connection(draft.id)?.source else { throw ConnectionRefusal.isNotConnected(draft.id) }
    let draft = try complete(draft)
    source.settings = draft.json
    source.secrets = try sealed(draft)
    source.state = paused ? .paused : .enabled
    (source.changedBy, source.changedAt) = (name, now)
    try await apply(try await ledger.save(source, noting: note))
  }

  /// Leaves everything as it is but whether it is synced.
  package func pause(
    _ id: String, _ isPaused: Bool, by name: String,
    noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    guard var source = connection(id)?.source else { throw ConnectionRefusal.isNotConnected(id) }
    source.state = isPaused ? .paused : .enabled
    (source.changedBy, source.changedAt) = (name, now)
    try await apply(try await ledger.save(source, noting: note))
  }

  /// Forgets the secrets. What the source brought stays in the ledger.
  package func disconnect(
    _ id: String, by name: String, noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    guard var source = connection(id)?.source else { throw ConnectionRefusal.isNotConnected(id) }
    source.state = .removed
    source.secrets = [:]
    (source.changedBy, source.changedAt) = (name, now)
    try await apply(try await ledger.save(source, noting: note))
  }

  /// Other settings with the sources that were connected: what they brought is counted under any rules.
  func withConnections(_ settings: Settings) -> Settings {
    let counted = inForce.withLock { $0.counted }
    var settings = settings
    let known = Set(settings.sources.map(\.id))
    settings.sources += counted.sources.filter { connections[$0.id] != nil && !known.contains($0.id) }
    return settings
  }

  /// Looks whether another process connected, changed or removed something.
  package func followConnections() async throws {
    let known = inForce.withLock { $0.number }
    guard try await ledger.numberOfPageChanges() != known else { return }
    try await apply(try await ledger.setOnPages())
  }

  func apply(_ connected: SetOnPages) async throws {
    let made = try making.make(with: connected)
    let before = inForce.withLock { inForce -> InForce? in
      guard inForce.number < made.number else { return nil }
      defer { inForce = made }
      return inForce
    }
    guard let before else { return }
    // First the version, by whose number a month that moves is told why.
    if before.settings.ruleText != made.settings.ruleText {
      try await ledger.noteRules(made.settings.ruleText, at: now)
    }
    await analyst.rename(Naming(made.counted, zone: zone))
    if before.rules.lines != made.rules.lines { try await followRules(waiting: patience) }
    try await analyst.follow()
  }

  private func sealed(_ draft: SourceDraft) throws(ConnectionRefusal) -> [String: String] {
    let ring: KeyRing
    do throws(KeyError) { ring = try keys.keysForSealing() } catch { throw .key(error) }
    var sealed: [String: String] = [:]
    for (setting, secret) in draft.secrets {
      do throws(SealingError) {
        sealed[setting] = try ring.seal(secret.reveal(), for: SecretPlace(owner: draft.id, name: setting))
      } catch {
        throw .cryptography(error)
      }
    }
    return sealed
  }

  /// Reads it once, and writes down the address where a secret tells it.
  private func complete(_ draft: SourceDraft) throws(ConnectionProblems) -> SourceDraft {
    let described = try draft.read()
    guard draft.kind == .mailchimp, draft.settings["base_url"] == nil, let address = described.baseURL else {
      return draft
    }
    var draft = draft
    draft.settings.append("base_url", .text(address))
    return draft
  }
}

extension SourceDraft {
  /// As the store keeps it.
  fileprivate var json: String {
    var json = JSONWriter()
    json.value(.object(settings))
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
