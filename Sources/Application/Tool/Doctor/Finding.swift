import JSONReader

/// What one check of `doctor` found, and what to do about it.
struct Finding: Equatable, Sendable {
  enum State: String, Sendable {
    case ok, warning, problem
  }

  let check: String
  let state: State
  let found: String
  let advice: String?

  static func ok(_ check: String, _ found: String) -> Finding {
    Finding(check: check, state: .ok, found: found, advice: nil)
  }

  static func warning(_ check: String, _ found: String, advice: String) -> Finding {
    Finding(check: check, state: .warning, found: found, advice: advice)
  }

  static func problem(_ check: String, _ found: String, advice: String? = nil) -> Finding {
    Finding(check: check, state: .problem, found: found, advice: advice)
  }
}

extension [Finding] {
  /// The worst of all.
  var state: Finding.State {
    if contains(where: { $0.state == .problem }) { return .problem }
    return contains { $0.state == .warning } ? .warning : .ok
  }

  var text: String {
    let width = map(\.check.count).max() ?? 0
    return map { finding in
      let name = finding.check + String(repeating: " ", count: width - finding.check.count)
      let state = finding.state.rawValue + String(repeating: " ", count: 7 - finding.state.rawValue.count)
      let advice = finding.advice.map { "\n\(String(repeating: " ", count: width + 11))\($0)" } ?? ""
      return "\(state)  \(name)  \(finding.found)\(advice)\n"
    }.joined()
  }

  var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("state", state.rawValue)
      json.member("checks") { json in
        json.array { json in
          for finding in self {
            json.object { json in
              json.member("check", finding.check)
              json.member("state", finding.state.rawValue)
              json.member("found", finding.found)
              json.member("advice", finding.advice)
            }
          }
        }
      }
    }
    return json.take()
  }
}
