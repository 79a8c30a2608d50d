import TestKit
import Testing

@testable import Web

/// Requests and their full answers as text files, to be read like code.
@Suite struct `Golden exchanges` {
  struct Exchange: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var method = "GET"
    var target: String
    var headers: [String] = []
    /// Sent as a file of a form.
    var file: String?
  }

  static let exchanges = [
    Exchange(testDescription: "number-by-person", target: "/api/v1/numbers/M05?period=last-7-days&by=person"),
    Exchange(testDescription: "number-of-durations", target: "/api/v1/numbers/M15?from=2025-08-01&to=2025-09-01"),
    Exchange(testDescription: "number-of-nothing", target: "/api/v1/numbers/M15?from=2024-01-01&to=2024-02-01"),
    Exchange(
      testDescription: "number-compared",
      target: "/api/v1/numbers/M05?from=2025-08-11&to=2025-08-18&compare=previous&by=person"),
    Exchange(
      testDescription: "number-change",
      target: "/api/v1/numbers/M15/change?from=2025-08-13&to=2025-08-14&compare=previous&by=source"),
    Exchange(testDescription: "conversations-csv", target: "/api/v1/conversations.csv?from=2025-08-11&to=2025-08-18"),
    Exchange(
      testDescription: "number-unknown-parameter", target: "/api/v1/numbers/M05?period=last-7-days&persn=Maya"),
    Exchange(
      testDescription: "receipt",
      target: "/api/v1/receipts/" + "r_bWV0cmljPU0wNQpmcm9tPTIwMjUtMDgtMDgKdG89MjAyNS0wOC0xNQp6b25lPUV1cm9wZS9CZXJsaW4"),
    Exchange(testDescription: "conversations-waiting", target: "/api/v1/conversations?waiting=1"),
    Exchange(testDescription: "conversation", target: "/api/v1/conversations/facebook%3A1"),
    Exchange(testDescription: "upload", method: "POST", target: "/api/upload-json", file: Chats.sample),
    Exchange(testDescription: "upload-not-json", method: "POST", target: "/api/upload-json", file: "{\"1\": [}"),
    Exchange(
      testDescription: "upload-from-another-site", method: "POST", target: "/api/upload-json",
      headers: ["Origin: https://evil.example"], file: "{}"),
    Exchange(testDescription: "wrong-method", method: "DELETE", target: "/api/v1/imports"),
  ]

  @Test(arguments: exchanges) func `are answered as agreed`(_ exchange: Exchange) async throws {
    try await withServer { served async throws in
      let answer =
        if let file = exchange.file {
          try await served.upload(file, to: exchange.target, headers: exchange.headers)
        } else {
          try await served.send(exchange.method, exchange.target, exchange.headers)
        }
      try expectGolden(Array(exchange.text(answer).utf8), "http/\(exchange.testDescription).txt")
    }
  }
}

extension `Golden exchanges`.Exchange {
  func text(_ answer: RawHTTPResponse) -> String {
    let request = ["\(method) \(target)"] + headers + (file == nil ? [] : ["", "(a form with the file chats.json)"])
    let head = ["\(answer.status) \(answer.reason)"] + answer.fields.filter { !changes($0) }
    return (request + ["", "→", ""] + head + ["", steady(answer.text), ""]).joined(separator: "\n")
  }

  /// The clock of the server's own head, and lengths that hang on the run's number.
  private func changes(_ field: String) -> Bool { field.hasPrefix("Date:") || field.hasPrefix("Content-Length:") }

  private func steady(_ body: String) -> String {
    body.replacing(/"(upload_id|run)":"\d+"/) { "\"\($0.1)\":\"…\"" }
      .replacing(/"processing_time_seconds":[\d.]+/) { _ in "\"processing_time_seconds\":…" }
  }
}
