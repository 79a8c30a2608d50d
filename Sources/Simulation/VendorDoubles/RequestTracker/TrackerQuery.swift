internal import CivilTime

/// As much of TicketSQL and TransactionSQL as anybody needs who reads: conditions that all hold.
struct TrackerQuery {
  struct Condition {
    let field: String
    let sign: String
    let value: String
  }

  /// With the sentence that the parser of the real one says.
  struct Refused: Error {
    let message: String
  }

  let conditions: [Condition]

  init(_ text: String, knowing fields: Set<String>) throws(Refused) {
    var words = try TrackerQuery.words(text)[...]
    var conditions: [Condition] = []
    while true {
      guard let field = words.popFirst() else { throw Refused(message: "Incomplete query, expecting a KEYWORD") }
      guard fields.contains(field) else {
        throw Refused(message: "Unknown field: \(field) at /usr/share/request-tracker5/lib/RT/Tickets.pm line 3187.\n")
      }
      guard let sign = words.popFirst(), ["=", "!=", "<", "<=", ">", ">="].contains(sign), let value = words.popFirst()
      else { throw Refused(message: "Wrong query, expecting a VALUE in '\(text)'") }
      conditions.append(Condition(field: field, sign: sign, value: value))
      guard let and = words.popFirst() else { break }
      guard and.uppercased() == "AND" else {
        throw Refused(message: "Wrong query, expecting an AGGREGATOR in '\(text)'")
      }
    }
    self.conditions = conditions
  }

  func holds(_ values: [String: Value], zone: Int64) -> Bool {
    conditions.allSatisfy { condition in
      guard let value = values[condition.field] else { return false }
      switch value {
      case .text(let text): return TrackerQuery.compare(text, condition.sign, condition.value)
      case .number(let number): return TrackerQuery.compare(number, condition.sign, Int(condition.value) ?? 0)
      case .time(let instant):
        guard let wanted = Timestamp(condition.value)?.instant else { return false }
        return TrackerQuery.compare(instant, condition.sign, wanted + -zone)
      }
    }
  }

  enum Value {
    case text(String)
    case number(Int)
    case time(Instant)
  }

  private static func compare<T: Comparable>(_ left: T, _ sign: String, _ right: T) -> Bool {
    switch sign {
    case "=": left == right
    case "!=": left != right
    case "<": left < right
    case "<=": left <= right
    case ">": left > right
    default: left >= right
    }
  }

  private static func words(_ text: String) throws(Refused) -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" {
        guard let end = rest.dropFirst().firstIndex(of: first) else {
          throw Refused(message: "Wrong query, unbalanced quotes in '\(text)'")
        }
        words.append(String(rest[..<end].dropFirst()))
        rest = rest[end...].dropFirst()
      } else {
        let isSign = "<>!=".contains(first)
        let word = rest.prefix { isSign == "<>!=".contains($0) && !$0.isWhitespace && $0 != "'" && $0 != "\"" }
        words.append(String(word))
        rest = rest[word.endIndex...]
      }
    }
    return words
  }
}
