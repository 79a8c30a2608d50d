package import CivilTime
import Metrics
import SQLCore
package import Support

extension Ledger {
  /// Derives everything anew when the rules, what was decided about them, or the derivation itself, are not those that
  /// the stored facts came from. True when there was something to do.
  ///
  /// It is made beside what is counted, in small transactions between those of others, and counts as a whole in the last
  /// of them: until then everybody sees the figures of before. Whoever is ended in the middle goes on where they were.
  ///
  /// - Parameters:
  ///   - report: hears how far it is.
  ///   - prepare: called when all of it is made and does not count yet.
  ///   - follow: called when it counts.
  @discardableResult
  package func rederive(
    under rules: Rules, at now: Instant, reporting report: @Sendable (Rederivation) -> Void = { _ in },
    preparing prepare: @Sendable (Rederivation) async throws -> Void = { _ in },
    following follow: @Sendable () async throws -> Void = {}
  ) async throws -> Bool {
    var hasChanged = false
    var former: Rederivation?
    while let begun = try await begin(under: rules, insteadOf: former) {
      former = begun
      guard let made = try await walk(begun, under: rules, reporting: report) else { continue }
      try await prepare(made)
      guard try await store.write({ db in try db.endRederivation(made, under: rules, at: now) }) else { continue }
      hasChanged = true
      try await follow()
      try await store.write { db in try db.dropFormerFacts() }
    }
    return hasChanged
  }

  /// How far facts are made under other rules, by whichever process; nothing when all count.
  package func rederivation() async throws -> Rederivation? {
    try await store.read { db in try db.rederivation() }
  }

  private func begin(under rules: Rules, insteadOf former: Rederivation?) async throws -> Rederivation? {
    // Mostly there is nothing to do, and nobody has to wait for that.
    let isCurrent = try await store.read { db in
      try db.fingerprintOfFacts() == db.rules(on: rules).fingerprint && former == nil
    }
    if isCurrent { return nil }
    return try await store.write { db in try db.beginRederivation(under: rules, insteadOf: former) }
  }

  /// Makes part after part, each while the one before is written; nothing where other rules are wanted by now.
  private func walk(
    _ begun: Rederivation, under rules: Rules, reporting report: @Sendable (Rederivation) -> Void
  ) async throws -> Rederivation? {
    func part(after start: String) async throws -> RederivedPart? {
      try await store.read { db in try db.derivePart(after: start, under: rules) }
    }
    var state = begun
    var waiting = try await part(after: begun.reach)
    while let current = waiting {
      try Task.checkCancellation()
      async let following = part(after: current.end)
      guard let reached = try await store.write({ db in try db.take(current, of: begun) }) else { return nil }
      state = reached
      report(state)
      // Another process may be at the same, and further.
      waiting = state.reach == current.end ? try await following : try await part(after: state.reach)
    }
    return state
  }
}

extension Rules {
  /// Raise the number when the derivation itself changes, so that stored facts are made anew.
  private static let derivation = 3

  var fingerprint: String {
    let parts = ["\(Rules.derivation)", "\(PackedFacts.version)"] + lines
    return Fingerprint(of: Array(parts.joined(separator: "\n").utf8)).text
  }
}
