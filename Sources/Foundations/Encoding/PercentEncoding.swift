/// Percent-encoding of RFC 3986.
package enum PercentEncoding {
  /// A name or a value in the query of an address, or one segment of its path: the unreserved characters stay, every
  /// other byte of the UTF-8 becomes `%XX`.
  package static func query(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// `name=value&…` for a query or for a body of type `application/x-www-form-urlencoded`. A space is `%20`, which both
  /// read, where `+` is a plus in some queries.
  package static func form(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(query($0.name))=\(query($0.value))" }.joined(separator: "&")
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
