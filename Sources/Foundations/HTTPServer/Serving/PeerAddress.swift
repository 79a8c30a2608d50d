internal import CSystem
internal import Glibc

/// Who is at the other end of a connection.
struct PeerAddress: Sendable, Equatable {
  /// As people write it, without a port.
  let text: String
  /// What counts as one address for the connection cap: an IPv6 customer owns a whole /64.
  let network: String

  init(_ storage: sockaddr_storage) {
    var storage = storage
    switch Int32(storage.ss_family) {
    case AF_INET:
      let address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in.self).sin_addr }
      text = Self.text(AF_INET, address)
      network = text
    case AF_INET6:
      var address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in6.self).sin6_addr }
      text = Self.text(AF_INET6, address)
      withUnsafeMutableBytes(of: &address) { bytes in
        for index in 8..<16 { bytes[index] = 0 }
      }
      network = Self.text(AF_INET6, address)
    default:
      (text, network) = ("unknown", "unknown")
    }
  }

  private static func text<Address>(_ family: Int32, _ address: Address) -> String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let isWritten = withUnsafePointer(to: address) { inet_ntop(family, $0, &text, socklen_t(text.count)) != nil }
    return isWritten ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "unknown"
  }
}
