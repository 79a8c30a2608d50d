package import CivilTime
import JSONReader

/// One line of the log: a constant message, data as fields. It holds no query, no customer text and no secret.
package struct LogLine: Sendable, Equatable {
  package enum Level: String, Sendable {
    case info
    /// Someone should look.
    case warning
    /// Someone must act.
    case error
  }

  package enum Value: Sendable, Equatable {
    case text(String)
    case number(Int)
    case decimal(Double)
  }

  package var time: Instant
  package var level: Level
  package var message: String
  package var fields: [Field]

  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: Value
  }

  init(_ level: Level, _ message: String, at time: Instant, _ fields: KeyValuePairs<String, Value> = [:]) {
    self.time = time
    self.level = level
    self.message = message
    self.fields = fields.map { Field(name: $0.key, value: $0.value) }
  }

  /// One JSON object on one line, without the line's end.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("time", time.iso8601)
      json.member("level", level.rawValue)
      json.member("message", message)
      for field in fields {
        switch field.value {
        case .text(let text): json.member(field.name, text)
        case .number(let number): json.member(field.name, number)
        case .decimal(let number): json.member(field.name, number)
        }
      }
    }
    return json.bytes
  }
}
