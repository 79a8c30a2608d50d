import CivilTime
import Helpdesks
import JSONReader
import Sealing
import Support
package import Warehouse

/// What this process works with: the file, the environment and the start, and what was connected on pages.
struct InForce: Sendable {
  /// Of the store's list.
  var number: Int64
  var settings: Settings
  /// With sources that were removed: what they brought counts as it did.
  var counted: Settings
  var rules: Rules
  var helpdesks: [any Helpdesk]
  /// All that the store lists, by id.
  var connections: [String: SourceConnection]
  /// Sections that were set on pages.
  var sections: [SetSection]
}

/// A source that was connected on a page, and whether it can be used.
package struct SourceConnection: Sendable {
  package var source: ConnectedSource
  /// The settings file names a source of this id, which counts instead.
  package var isOverruled = false
  /// Why it cannot be used, and what to do.
  package var problem: String?

  package var isPaused: Bool { source.state == .paused }
  package var isRemoved: Bool { source.state == .removed }
}

/// Puts together what is in force.
struct InForceMaking {
  /// What the file, the environment and the start say.
  var given: Settings
  /// What is synced instead of what the file says, in tests.
  var scripted: [any Helpdesk]?
  var keys: KeyChest
  var zone: Zone
  var zones: ZoneLibrary

  func make(with connected: SetOnPages) throws -> InForce {
    let given = try given(with: connected.sections)
    var (settings, counted) = (given, given)
    var helpdesks = scripted ?? given.sources.compactMap(\.helpdesk) + given.contacts.compactMap(\.helpdesk)
    var connections: [String: SourceConnection] = [:]
    let ours = Set(given.sources.map(\.id) + given.contacts.map(\.id) + helpdesks.map(\.source))
    for source in connected.sources {
      var connection = SourceConnection(source: source, isOverruled: ours.contains(source.id))
      if !connection.isOverruled {
        do throws(ConnectionFailure) {
          let described = try source.described(with: try opened(source))
          counted.add(described)
          if !connection.isRemoved { settings.add(described) }
          if source.state == .enabled, let helpdesk = described.helpdesk { helpdesks.append(helpdesk) }
        } catch {
          connection.problem = error.description
          if let described = try? source.described(with: source.unknownSecrets) {  // then nothing is known of it
            counted.add(described)
            if !connection.isRemoved { settings.add(described) }
          }
        }
      }
      connections[source.id] = connection
    }
    return InForce(
      number: connected.number, settings: settings, counted: counted,
      rules: try Rules(counted, zone: zone) { [zones] in try zones.zone(named: $0) }, helpdesks: helpdesks,
      connections: connections, sections: connected.sections)
  }

  /// A section that was set on a page counts instead of the file's.
  func given(with sections: [SetSection]) throws(SettingsProblems) -> Settings {
    guard !sections.isEmpty else { return given }
    let text = sections.map(\.text).joined(separator: "\n")
    return try given.rewritten(by: text, as: "set on pages", isKnownZone: { [zones] in zones.knows($0) })
  }

  private func opened(_ source: ConnectedSource) throws(ConnectionFailure) -> [String: Secret] {
    if source.state == .removed { return source.unknownSecrets }
    do {
      let ring = try keys.keys()
      return try Dictionary(
        uniqueKeysWithValues: source.secrets.map { setting, sealed in
          (setting, Secret(try ring.open(sealed, for: SecretPlace(owner: source.id, name: setting))))
        })
    } catch {
      throw ConnectionFailure(description: "its secrets cannot be read: \(error)")
    }
  }
}

/// Why a stored source cannot be used.
struct ConnectionFailure: Error, CustomStringConvertible {
  var description: String
}

extension ConnectedSource {
  func described(with secrets: [String: Secret]) throws(ConnectionFailure) -> DescribedSource {
    guard let draft = draft(with: secrets) else {
      throw ConnectionFailure(description: "it was connected by a program that knows more than this one")
    }
    do throws(ConnectionProblems) {
      return try draft.read()
    } catch {
      throw ConnectionFailure(description: "its settings cannot be read: \(error)")
    }
  }

  func draft(with secrets: [String: Secret]) -> SourceDraft? {
    // What this program wrote is an object; what another wrote may be anything.
    guard let kind = ConnectableKind(rawValue: kind), case .object(let object)? = try? JSONValue(settings) else {
      return nil
    }
    return SourceDraft(id: id, kind: kind, settings: object, secrets: secrets)
  }

  /// Where no secret is known, the settings can still be read with these. They open nothing, and no webhook is taken
  /// for them.
  fileprivate var unknownSecrets: [String: Secret] {
    let fields = ConnectableKind(rawValue: kind)?.secretFields.filter { $0.key != "webhook_secret" } ?? []
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.key, Secret("not:known")) })
  }
}

extension Settings {
  fileprivate mutating func add(_ described: DescribedSource) {
    switch described {
    case .source(let source): sources.append(source)
    case .contacts(let source): contacts.append(source)
    }
  }
}
