internal import HTTPServer
internal import JSONReader

/// A vendor's API in memory: it answers on this machine, as strictly as the vendor does over the network.
///
/// A double is a final class whose state stands in a `Mutex`; `DoubleServer` serves it, and brings the faults.
package protocol VendorDouble: AnyObject, Sendable {
  /// Called on the server's thread, one call after the other: it must not take long.
  func answer(to call: DoubleRequest) -> DoubleAnswer

  /// How this vendor words a failure that the simulation wants.
  func look(of failure: Failure) -> DoubleAnswer
}

/// What goes wrong on the vendor's side.
package enum Failure: Sendable, Hashable {
  /// 500, 502, 503, 504 …
  case status(Int)
  /// Too many calls; the vendor wants that many seconds of silence.
  case rateLimited(retryAfter: Int)
}

extension VendorDouble {
  package func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): .json(status: code) { $0.object { $0.member("message", "Something went wrong") } }
    case .rateLimited(let seconds):
      .json(status: 429, headers: ["Retry-After": "\(seconds)"]) {
        $0.object { $0.member("message", "Too many requests") }
      }
    }
  }
}
