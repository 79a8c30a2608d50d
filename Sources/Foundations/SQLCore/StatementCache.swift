/// Prepared statements by their text; beyond the limit the one that rested longest makes room.
///
/// A statement in use is taken out, so that a second use of the same text gets a statement of its own.
package struct StatementCache<Key: Hashable, Statement: AnyObject> {
  private var resting: [Key: (statement: Statement, lastUse: Int)] = [:]
  private var uses = 0
  private let limit: Int

  package init(limit: Int) { self.limit = limit }

  package var count: Int { resting.count }

  package mutating func take(_ key: Key) -> Statement? {
    resting.removeValue(forKey: key)?.statement
  }

  /// Answers the statement that must be let go.
  package mutating func giveBack(_ statement: Statement, as key: Key) -> Statement? {
    uses += 1
    let replaced = resting.updateValue((statement, uses), forKey: key)?.statement
    if let replaced { return replaced }
    guard resting.count > limit, let oldest = resting.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
      return nil
    }
    return resting.removeValue(forKey: oldest.key)?.statement
  }

  package mutating func removeAll() -> [Statement] {
    defer { resting = [:] }
    return resting.values.map(\.statement)
  }
}
