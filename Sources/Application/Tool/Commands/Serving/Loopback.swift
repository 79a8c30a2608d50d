/// Without accounts everybody who reaches the server sees everything, so it can be reached from this machine only.
enum Loopback {
  static let why = "this version has no accounts, so it serves only this machine"
  static let advice = "Use 127.0.0.1, and let people in through an SSH tunnel or a reverse proxy that knows them."

  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
  }

  struct Refusal: Error, CustomStringConvertible {
    let host: String

    var description: String { "could not serve on \(host) (server.host): \(Loopback.why). \(Loopback.advice)" }
  }
}
