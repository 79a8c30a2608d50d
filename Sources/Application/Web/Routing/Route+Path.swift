import Metrics

extension Route {
  var place: Place { parts.place }

  /// The path, percent-encoded.
  var path: String {
    let (place, argument) = parts
    let pattern = place.pattern
    guard let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") else { return pattern }
    return pattern[..<open] + percentEncoded(argument) + pattern[pattern.index(after: close)...]
  }

  /// The address with parameters; what has no value is left away.
  func href(_ parameters: [(name: String, value: String?)] = []) -> String {
    let pairs = parameters.compactMap { parameter in
      parameter.value.map { "\(percentEncoded(parameter.name))=\(percentEncoded($0))" }
    }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// The conversations behind a number, or those that a rule left out of it.
  static func rows(behind query: MetricQuery, leftOut rule: Exclusion? = nil, page: Int? = nil) -> String {
    Route.conversations.href([
      ("receipt", ReceiptID(query).description), ("left_out", rule?.id), ("page", page.map { String($0) }),
    ])
  }
}

/// Only the unreserved characters of RFC 3986 stay as they are, so the result fits a path and a query alike.
func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var encoded: [UInt8] = []
  encoded.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      encoded.append(byte)
    default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: encoded, as: UTF8.self)
}
