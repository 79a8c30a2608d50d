package import Warehouse

extension Installation {
  /// The runs that somebody is at, here or in another process, by source.
  package func runsInWork() async throws -> [String: Run] {
    try await ledger.runsInWork(at: now, isGone: VendorAccess.isGone)
  }

  /// Those that other processes are at.
  func runsElsewhere() async throws -> [Run] {
    let ours = vendors.holder
    return try await Array(
      ledger.runsInWork(at: now, isGone: { $0.hasPrefix(ours + "#") || VendorAccess.isGone($0) }).values)
  }

  /// The history, the newest first. Runs whose process died are told apart from those that go on.
  package func runs(of source: String? = nil, before run: Int64 = .max, limit: Int) async throws -> [Run] {
    let inWork = try await runsInWork()
    return try await ledger.runs(of: source, before: run, limit: limit).map { run in
      run.judged(alive: inWork[run.source]?.id)
    }
  }

  package func run(_ id: Int64) async throws -> Run? {
    let inWork = try await runsInWork()
    return try await ledger.run(id).map { $0.judged(alive: inWork[$0.source]?.id) }
  }
}
