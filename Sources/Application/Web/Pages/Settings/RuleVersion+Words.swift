import Markup
package import Warehouse

extension RuleVersion {
  /// How many lines of the settings came and went, and what was decided meanwhile.
  package func changes(since before: RuleVersion?) -> String {
    guard let before else { return "the first rules" }
    let old = before.settings.split(separator: "\n").map(String.init)
    let new = settings.split(separator: "\n").map(String.init)
    let difference = new.difference(from: old)
    let decided = decisions - before.decisions
    return [
      difference.isEmpty
        ? nil
        : "\(Figures.count(difference.insertions.count, "line", "lines")) added, \(difference.removals.count) removed",
      decided == 0 ? nil : decided == 1 ? "decision \(decisions)" : "decisions \(before.decisions + 1) to \(decisions)",
    ].compactMap { $0 }.joined(separator: "; ")
  }
}
