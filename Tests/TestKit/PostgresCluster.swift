enum PostgresCluster {
  static var isAvailable: Bool { false }

  static func temporaryStore() async throws -> TemporaryStore { throw CancellationError() }
}
