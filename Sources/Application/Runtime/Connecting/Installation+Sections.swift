package import SQLCore
import Synchronization
package import Warehouse

extension Installation {
  /// Sections of the rules that were set on pages and count instead of the file's.
  package var setSections: [SetSection] { inForce.withLock { $0.sections } }

  /// Sets sections of the rules as somebody wrote them. They count when this returns, or as soon as facts are made under
  /// them, and from every other process's next look on.
  ///
  /// - Parameters:
  ///   - rules: sections as the file would have them; those that it has not stay as they are.
  ///   - note: writes down who did it, in the same transaction.
  package func set(
    _ rules: String, by name: String, noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    _ = try settings(under: rules)
    let now = now
    let sections = RuleText.each(in: rules).map { SetSection($0.key.rawValue, $0.value, by: name, at: now) }
    try await apply(try await ledger.set(sections, noting: note))
  }

  /// Leaves sections to the file again.
  package func forget(
    _ sections: [RuleSection], noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws {
    try await followConnections()
    let names = sections.map(\.rawValue)
    // What stays set may name what is to be forgotten.
    _ = try making.given(with: setSections.filter { !names.contains($0.name) })
    try await apply(try await ledger.set([], forgetting: names, noting: note))
  }
}
