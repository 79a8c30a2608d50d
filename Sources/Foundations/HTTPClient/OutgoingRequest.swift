/// What is to be sent, and how long and how much is worth waiting for.
package struct OutgoingRequest: Sendable {
  package var method: String
  /// Absolute, http or https, without user and password: those belong into a header.
  package var url: String
  package var headers: HTTPHeaders
  package var body: [UInt8]?
  package var deadlines = Deadlines()
  /// Bytes of the answer after decompression.
  package var bodyLimit = 64 << 20
  package var redirects = RedirectPolicy.refuse
  /// Takes the body of a 2xx answer piece by piece instead of gathering it. Called on the client's one thread, which
  /// serves every other transfer too, so it must be quick; what it throws ends the transfer.
  package var receiveBody: (@Sendable ([UInt8]) throws -> Void)?

  /// A GET.
  package init(_ url: String, headers: HTTPHeaders = []) {
    self.init("GET", url, headers: headers)
  }

  package init(_ method: String, _ url: String, headers: HTTPHeaders = [], body: [UInt8]? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

package struct Deadlines: Sendable, Equatable {
  /// Name lookup, TCP and TLS.
  package var connect = Duration.seconds(10)
  /// Everything: waiting for a free connection, redirects and the last byte of the answer.
  package var total = Duration.seconds(60)
  /// An answer that stays below `stallBytesPerSecond` for this long is given up. Counted in whole seconds.
  package var stall = Duration.seconds(30)
  package var stallBytesPerSecond = 10

  package init() {}
}

package enum RedirectPolicy: Sendable, Equatable {
  case refuse
  /// An answer that points elsewhere is an answer like any other.
  case report
  /// Follows within these many steps, and to another host only what carries neither credentials nor a body.
  case follow(most: Int)
}

extension Duration {
  /// At least one: libcurl takes zero for “no limit”, or for “do not wait”.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
