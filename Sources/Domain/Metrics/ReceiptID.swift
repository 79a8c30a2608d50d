/// The name under which a number's rows can be opened later.
///
/// It holds the whole question, so a receipt needs no storage, never expires and opens on any process: `r_` and the
/// question's pairs in base64url.
package struct ReceiptID: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ query: MetricQuery) {
    let text = query.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
    description = "r_" + Base64URL.encode(Array(text.utf8))
  }

  package init(_ text: String) { description = text }

  /// The question behind the receipt.
  package func query() throws(QueryProblem) -> MetricQuery {
    let unreadable = QueryProblem(parameter: "receipt", why: "is not a receipt of this product")
    guard description.hasPrefix("r_"), let bytes = Base64URL.decode(description.utf8.dropFirst(2)),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw unreadable }
    var pairs: [(name: String, value: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let sign = line.firstIndex(of: "=") else { throw unreadable }
      pairs.append((String(line[..<sign]), String(line[line.index(after: sign)...])))
    }
    return try MetricQuery(pairs: pairs)
  }
}

enum Base64URL {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        output.append(letters[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { output.append(letters[Int(bits << UInt32(6 - count) & 63)]) }
    return String(decoding: output, as: UTF8.self)
  }

  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for letter in text {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return output
  }
}
