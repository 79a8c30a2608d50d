/// The host of a Host field or an absolute target, without its port, in lower case.
struct HostName: Equatable {
  let name: String

  /// Nil when the text is no `host` or `host:port`.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    // An IPv6 address stands in brackets, so that its colons are not taken for the port's.
    let end =
      bytes.first == UInt8(ascii: "[")
      ? bytes.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    guard let end, end > 0, Self.isPort(bytes[end...]), Self.isHost(bytes[..<end]) else { return nil }
    let host = bytes[..<end].map(\.lowercasedASCII)
    name = String(decoding: host.last == UInt8(ascii: ".") ? host.dropLast() : host[...], as: UTF8.self)
  }

  private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    guard let colon = text.first else { return true }
    return colon == UInt8(ascii: ":") && text.count <= 6 && text.dropFirst().allSatisfy(\.isDigit)
  }

  private static func isHost(_ text: ArraySlice<UInt8>) -> Bool {
    if text.first == UInt8(ascii: "[") {
      let inside = text.dropFirst().dropLast()
      return !inside.isEmpty
        && inside.allSatisfy { $0.hexDigitValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }
    return text.allSatisfy { byte in
      byte.isDigit || byte.lowercasedASCII >= UInt8(ascii: "a") && byte.lowercasedASCII <= UInt8(ascii: "z")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
  }
}
