package import Testing

/// Waits for something that happens on another thread; on a loaded machine that may take a while.
package func eventually(
  sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  for _ in 0..<6000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("it did not happen within a minute", sourceLocation: sourceLocation)
}
