/// Why the server itself answers a request instead of handing it on.
package struct RequestRefusal: Error, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case malformed, targetTooLong, headerTooLarge, bodyTooLarge, unsupported, versionNotSupported, wrongHost,
      unmetExpectation
    case tooSlow, tooManyConnections, tooManyFromOneAddress
  }

  package let kind: Kind
  /// What is wrong, for the person who wrote the client.
  package let detail: String

  init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  static func malformed(_ detail: String) -> RequestRefusal { RequestRefusal(.malformed, detail) }

  package var status: HTTPStatus {
    switch kind {
    case .malformed: .badRequest
    case .targetTooLong: .targetTooLong
    case .headerTooLarge: .headerFieldsTooLarge
    case .bodyTooLarge: .contentTooLarge
    case .unsupported: .notImplemented
    case .versionNotSupported: .versionNotSupported
    case .wrongHost: .misdirectedRequest
    case .unmetExpectation: .expectationFailed
    case .tooSlow: .requestTimeout
    case .tooManyConnections, .tooManyFromOneAddress: .serviceUnavailable
    }
  }

  package var description: String { "\(status): \(detail)" }
}
