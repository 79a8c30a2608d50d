package import HTTPServer
package import JSONReader

/// What a double answers, before faults spoil it.
package struct DoubleAnswer: Sendable, Equatable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension DoubleAnswer {
  /// A JSON document, written on the spot.
  package static func json(
    status: Int = 200, headers: HTTPHeaders = [:], type: String = "application/json",
    _ write: (inout JSONWriter) -> Void
  ) -> DoubleAnswer {
    var json = JSONWriter()
    write(&json)
    return DoubleAnswer(status: status, headers: headers, body: json.bytes).of(type)
  }

  package static func json(_ value: JSONValue, status: Int = 200, headers: HTTPHeaders = [:]) -> DoubleAnswer {
    json(status: status, headers: headers) { $0.value(value) }
  }

  package static func text(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> DoubleAnswer {
    DoubleAnswer(status: status, headers: headers, body: Array(text.utf8)).of("text/plain; charset=utf-8")
  }

  package static func html(_ html: String, status: Int = 200, headers: HTTPHeaders = [:]) -> DoubleAnswer {
    DoubleAnswer(status: status, headers: headers, body: Array(html.utf8)).of("text/html; charset=utf-8")
  }

  package static func empty(status: Int, headers: HTTPHeaders = [:]) -> DoubleAnswer {
    DoubleAnswer(status: status, headers: headers)
  }

  /// With these fields added, where the answer has none of the name.
  package func adding(_ more: HTTPHeaders) -> DoubleAnswer {
    var answer = self
    for field in more where headers[field.name] == nil { answer.headers.add(field.name, field.value) }
    return answer
  }

  private func of(_ type: String) -> DoubleAnswer { adding(["Content-Type": type]) }
}
