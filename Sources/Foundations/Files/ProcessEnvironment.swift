internal import CSystem

/// The variables that the process was started with.
package enum ProcessEnvironment {
  package static func all() -> [String: String] {
    var variables: [String: String] = [:]
    guard var entry = process_environment() else { return variables }
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let sign = pair.firstIndex(of: "=") {
        variables[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
      }
      entry += 1
    }
    return variables
  }
}
