import Synchronization
package import Warehouse

extension Installation {
  /// How far facts are made under other rules, here or, as far as was noticed, in another process.
  package var rederivation: Rederivation? { makingAnew.withLock { $0 } }

  /// Looks whether another process makes facts under other rules.
  package func noticeRederivation() async throws {
    let found = try await ledger.rederivation()
    makingAnew.withLock { $0 = found }
  }

  /// Brings facts to the rules in force.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for it; nothing for however long it takes. Afterwards it goes on by itself, while
  ///     everybody sees the figures of before.
  ///   - report: hears how far it is.
  func followRules(
    waiting patience: Duration? = nil, reporting report: @escaping @Sendable (Rederivation) -> Void = { _ in }
  ) async throws {
    let task = await rederiver.begin { [self] in try await rederive(reporting: report) }
    guard let patience else { return try await task.value }
    try await task.wait(atMost: patience)
  }

  private func rederive(reporting report: @Sendable (Rederivation) -> Void) async throws {
    defer { makingAnew.withLock { $0 = nil } }
    try await ledger.rederive(
      under: rules, at: now,
      reporting: { state in
        makingAnew.withLock { $0 = state }
        report(state)
      },
      preparing: { made in try await analyst.prepare(made) }, following: { try await analyst.follow() })
  }
}
