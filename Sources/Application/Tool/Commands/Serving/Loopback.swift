import Runtime

/// What should be known before others than this machine are served.
enum Loopback {
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
  }

  static func notes(on server: Settings.Server) -> [String] {
    guard !isLoopback(server.host) else { return [] }
    guard let address = server.publicAddress else {
      return [
        "\(server.host) can be reached from other machines, and no name is known by which they may ask: set "
          + "server.public_address, such as https://ledger.acme.example"
      ]
    }
    return address.hasPrefix("https://")
      ? []
      : ["\(address) is not encrypted: passwords and tokens can be read on the way; put a proxy with TLS before it"]
  }
}
