import CivilTime
package import JSONReader
package import Warehouse

// The one JSON form of versions and of what moved, for the terminal and the API.

extension RuleVersion {
  package func writeMembers(to json: inout JSONWriter) {
    json.member("version", number)
    json.member("since", appliedAt.iso8601)
    json.member("settings", settings)
    json.member("last_decision", decisions)
  }
}

extension Restatement {
  package func writeMembers(to json: inout JSONWriter) {
    json.member("month", month)
    json.member("metric", metric)
    json.member("before") { $0.raw(before.utf8) }
    json.member("after") { $0.raw(after.utf8) }
    json.member("rules_before", rulesBefore)
    json.member("rules_after", rulesAfter)
    json.member("at", at.iso8601)
    json.member("cause", cause)
  }
}

extension FigureMove {
  package func writeMembers(to json: inout JSONWriter) {
    json.member("month", month)
    json.member("metric", metric)
    json.member("before") { $0.raw(before.utf8) }
    json.member("after") { $0.raw(after.utf8) }
  }
}
