import Fetching
import Helpdesks
import JSONReader
import Markup
import Runtime

/// Looks at connections without syncing: which permissions are there, and what a first sync would take.
struct SyncTrial {
  let installation: Installation
  let json: Bool

  init(_ installation: Installation, json: Bool) {
    self.installation = installation
    self.json = json
  }

  func test(_ helpdesks: [any Helpdesk], _ console: Console) async throws -> ExitStatus {
    var results: [(source: String, checks: [ConnectionCheck])] = []
    for helpdesk in helpdesks { results.append((helpdesk.source, await installation.test(helpdesk))) }
    if json {
      try console.output.write(bytes: SyncTrial.json(results) + [UInt8(ascii: "\n")])
    } else {
      for result in results { try console.output.write(SyncTrial.text(result.source, result.checks)) }
    }
    let failed = results.flatMap(\.checks).filter { !$0.isUsable }
    if failed.isEmpty { return .done }
    return failed.allSatisfy(\.isUnanswered) ? .unreachable : .failed
  }

  func estimate(_ helpdesks: [any Helpdesk], _ console: Console) async throws -> ExitStatus {
    var json = JSONWriter(.pretty)
    var status = ExitStatus.done
    json.beginObject()
    for helpdesk in helpdesks {
      do {
        let estimate = try await installation.estimate(helpdesk)
        json.member(helpdesk.source) { json in SyncTrial.write(estimate, to: &json) }
        if !self.json { try console.output.write(SyncTrial.text(helpdesk.source, estimate)) }
      } catch let error as VendorError {
        console.talk.say("replyledger sync \(helpdesk.source): \(error)")
        status = error.kind == .unreachable && error.status == nil ? .unreachable : .failed
      }
    }
    json.endObject()
    if self.json { try console.output.write(bytes: json.take() + [UInt8(ascii: "\n")]) }
    return status
  }

  private static func text(_ source: String, _ checks: [ConnectionCheck]) -> String {
    var lines = ["\(source):"]
    for check in checks {
      let name = check.name + (check.scope.map { " (\($0))" } ?? "")
      switch check.outcome {
      case .passed: lines.append("  ✓ \(name)")
      case .limited(let why): lines.append("  ! \(name): \(why)")
      case .failed(let why): lines.append("  ✗ \(name): \(why)")
      }
    }
    let requests = checks.requests
    if !requests.isEmpty {
      lines.append("  To ask of the vendor's administrator:")
      lines += requests.map { "    \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ source: String, _ estimate: SyncEstimate) -> String {
    var parts: [String] = []
    if let count = estimate.conversations {
      parts.append("about \(Figures.count(count, "conversation", "conversations"))")
    }
    if let calls = estimate.calls { parts.append("\(Figures.count(calls, "call", "calls"))") }
    if let minutes = estimate.minutes {
      parts.append("\(Figures.count(minutes, "minute", "minutes")) at the vendor's limit")
    }
    return "\(source): \(parts.isEmpty ? "the vendor does not tell beforehand" : parts.joined(separator: ", "))\n"
  }

  private static func write(_ estimate: SyncEstimate, to json: inout JSONWriter) {
    json.object { json in
      json.member("conversations", estimate.conversations)
      json.member("calls", estimate.calls)
      json.member("calls_per_minute", estimate.callsPerMinute)
      json.member("minutes", estimate.minutes)
    }
  }

  private static func json(_ results: [(source: String, checks: [ConnectionCheck])]) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("tests") { json in
        json.array { json in
          for result in results {
            json.object { json in
              json.member("source", result.source)
              json.member("passed", result.checks.allSatisfy(\.isUsable))
              json.member("checks") { json in
                json.array { json in for check in result.checks { write(check, to: &json) } }
              }
            }
          }
        }
      }
    }
    return json.take()
  }

  private static func write(_ check: ConnectionCheck, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", check.name)
      json.member("scope", check.scope)
      switch check.outcome {
      case .passed: json.member("outcome", "passed")
      case .limited(let why):
        json.member("outcome", "limited")
        json.member("why", why)
      case .failed(let why):
        json.member("outcome", "failed")
        json.member("why", why)
      }
      json.member("request", check.request)
    }
  }
}

extension ConnectionCheck {
  /// Whether a sync works at all, with or without this.
  var isUsable: Bool { if case .failed = outcome { false } else { true } }
}
