/// Why a text is not YAML that is read here, and where.
package struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
  package var file: String
  package var mark: YAMLMark
  package var problem: String
  package var hint: String?

  package var description: String {
    "\(file):\(mark): \(problem)" + (hint.map { " — \($0)" } ?? "")
  }
}

/// How much a text may ask of its reader. libyaml itself has no guard against deep nesting or alias bombs.
package struct YAMLLimits: Sendable {
  package var bytes = 1 << 20
  package var depth = 32
  package var nodes = 100_000

  package init() {}
}
