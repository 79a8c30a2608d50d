package import HTTPServer

/// Which method of a double answers which path.
///
///     static let routes: Routes<HelpScoutDouble> = [
///       .get("/v2/conversations/{id}/threads", HelpScoutDouble.threads),
///       .post("/v2/oauth2/token", HelpScoutDouble.token),
///     ]
package struct Routes<Double: AnyObject & Sendable>: Sendable, ExpressibleByArrayLiteral {
  package typealias Answering = @Sendable (Double) -> (DoubleRequest) -> DoubleAnswer

  package struct Route: Sendable {
    let method: HTTPMethod
    let pattern: PathPattern
    let answering: Answering

    package init(_ method: HTTPMethod, _ pattern: PathPattern, _ answering: @escaping Answering) {
      self.method = method
      self.pattern = pattern
      self.answering = answering
    }

    package static func get(_ pattern: PathPattern, _ answering: @escaping Answering) -> Route {
      Route(.get, pattern, answering)
    }

    package static func post(_ pattern: PathPattern, _ answering: @escaping Answering) -> Route {
      Route(.post, pattern, answering)
    }
  }

  private let routes: [Route]

  package init(arrayLiteral routes: Route...) { self.routes = routes }

  /// The answer of the first route that fits; nothing where none does, which is the vendor's 404.
  package func answer(_ call: DoubleRequest, by double: Double) -> DoubleAnswer? {
    for route in routes where route.method == call.method {
      guard let captured = route.pattern.captures(from: call.segments) else { continue }
      var call = call
      call.captured = captured
      return route.answering(double)(call)
    }
    return nil
  }

  /// The methods that the path of a call is served under, whichever it came with: for a vendor's 405.
  package func methods(for call: DoubleRequest) -> [HTTPMethod] {
    routes.filter { $0.pattern.matches(call.segments) }.map(\.method)
  }
}
