/// Why a server did not start.
package struct HTTPServerError: Error, Equatable, CustomStringConvertible {
  package let description: String

  static func unknownHost(_ host: String, reason: String) -> HTTPServerError {
    HTTPServerError(
      description: "could not listen on \(host): \(reason) — use an address of this machine, such as 127.0.0.1 or ::")
  }

  static func cannotListen(_ host: String, _ port: Int, _ cause: SystemError) -> HTTPServerError {
    HTTPServerError(
      description:
        "could not listen on \(host), port \(port): \(cause) — end what listens there, or choose another port")
  }

  static let startedBefore = HTTPServerError(description: "a server starts only once; make a new one")

  static func noLoop(_ cause: SystemError) -> HTTPServerError {
    HTTPServerError(description: "could not start the event loop: \(cause) — raise the limit of open files (ulimit -n)")
  }
}
