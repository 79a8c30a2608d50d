/// What sources call things by name, so that rules may name what events only give an id of.
package struct Names: Equatable, Sendable {
  private struct Key: Hashable {
    var source: String
    var kind: DirectoryEntry.Kind
    var id: String
  }

  private var names: [Key: String] = [:]

  package init() {}

  package mutating func add(_ entry: DirectoryEntry, of source: String) {
    guard !entry.name.isEmpty else { return }
    names[Key(source: source, kind: entry.kind, id: entry.id)] = entry.name
  }

  package func name(of id: String, as kind: DirectoryEntry.Kind, in source: String) -> String? {
    names.isEmpty ? nil : names[Key(source: source, kind: kind, id: id)]
  }

  /// The id, and the name where it is known: rules may use either.
  func callings(of id: String?, as kind: DirectoryEntry.Kind, in source: String) -> [String] {
    guard let id else { return [] }
    return name(of: id, as: kind, in: source).map { [id, $0] } ?? [id]
  }

  /// Everything that is known, one line each, the same for equal values.
  package var lines: [String] {
    names.map { "\($0.key.source)\t\($0.key.kind.rawValue)\t\($0.key.id)\t\($0.value)" }.sorted()
  }
}
