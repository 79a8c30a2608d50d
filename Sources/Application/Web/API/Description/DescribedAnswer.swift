import HTTPServer
import JSONReader

/// One way in which an address answers.
struct DescribedAnswer: Sendable {
  var status: Int
  var meaning: String
  /// Nothing where the answer has no content, or where nobody can say of what it is made.
  var content: [(type: String, schema: Schema)] = []

  static func json(_ schema: Schema, _ status: Int = 200, _ meaning: String = "what was asked for") -> DescribedAnswer {
    DescribedAnswer(status: status, meaning: meaning, content: [("application/json", schema)])
  }

  static func text(_ type: String) -> DescribedAnswer {
    DescribedAnswer(status: 200, meaning: "what was asked for", content: [(type, .text)])
  }

  /// The same, to be had in another form.
  func or(_ type: String) -> DescribedAnswer {
    var answer = self
    answer.content.append((type, .text))
    return answer
  }

  func write(to json: inout JSONWriter) {
    json.member(String(status)) { json in
      json.object { json in
        json.member("description", meaning)
        guard !content.isEmpty else { return }
        json.member("content") { json in
          json.object { json in
            for (type, schema) in content { json.member(type) { $0.object { $0.member("schema", schema) } } }
          }
        }
      }
    }
  }
}

/// What a request carries.
struct DescribedBody: Sendable {
  var isRequired = false
  var content: [(type: String, schema: Schema)]

  func write(to json: inout JSONWriter) {
    json.member("requestBody") { json in
      json.object { json in
        json.member("required", isRequired)
        json.member("content") { json in
          json.object { json in
            for (type, schema) in content { json.member(type) { $0.object { $0.member("schema", schema) } } }
          }
        }
      }
    }
  }
}
