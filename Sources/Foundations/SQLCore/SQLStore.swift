/// A place where rows are kept; the same promises whether SQLite or PostgreSQL stands behind it.
package protocol SQLStore: Sendable {
  var dialect: Dialect { get }

  /// Reads in one consistent snapshot of what was committed; writing is refused.
  ///
  /// `work` may run a second time when the connection was lost: it computes its answer and changes nothing outside.
  func read<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T

  /// Runs one transaction, alone in this process: it commits when `work` returns and leaves nothing when it throws.
  @discardableResult func write<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws
    -> T

  /// A name for all that is committed: while it is the same, nobody has committed anything, in whichever process.
  /// Nothing where the store cannot tell.
  func edition() async throws -> String?

  /// Waits for what runs, then lets go of files and connections; every later call throws.
  func close() async
}
