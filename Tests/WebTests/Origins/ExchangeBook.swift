import TestKit

@testable import Web

/// Exchanges in the order in which they were made, to be read like code.
struct ExchangeBook {
  private var text = ""

  var bytes: [UInt8] { Array(text.utf8) }

  mutating func tell(
    _ served: ServedLedger, _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil
  ) async throws {
    let isEmpty = body?.isEmpty ?? true
    let sent = method == "GET" ? nil : Array((body ?? "").utf8)
    let answer = try await served.send(method, target, headers, body: sent)
    add(["\(method) \(target)"] + headers + (isEmpty ? [] : ["", body ?? ""]), answer)
  }

  private mutating func add(_ request: [String], _ answer: RawHTTPResponse) {
    let told = ["Content-Type", "Content-Disposition", "Location", "Allow", "Retry-After", "Cache-Control"]
    let head = told.compactMap { name in answer[name].map { "\(name): \($0)" } }
    let lines =
      request + ["", "→", "", "\(answer.status) \(answer.reason)"] + head
      + ["", answer.text, "", String(repeating: "─", count: 60), "", ""]
    text += lines.joined(separator: "\n").replacing(/\d{16,}/) { _ in "…" }
  }
}

extension Sequence {
  func asyncMap<Result>(_ change: (Element) async throws -> Result) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await change(element)) }
    return results
  }
}
