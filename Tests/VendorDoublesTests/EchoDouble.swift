import HTTPServer
import JSONReader
import VendorDoubles

/// The smallest vendor: one list, one item, a token, a limit.
final class EchoDouble: VendorDouble {
  let clock = DoubleClock()
  let limit: RateLimit

  static let routes: Routes<EchoDouble> = [
    .get("/items", EchoDouble.items),
    .get("/items/{id}", EchoDouble.item),
    .post("/items", EchoDouble.added),
  ]

  init(limit: Int = 1_000_000) {
    self.limit = RateLimit([.init("all", limit, per: .fixed(seconds: 60))], clock: clock)
  }

  func answer(to call: DoubleRequest) -> DoubleAnswer {
    guard call.credentials == .bearer("right") else { return Self.problem(401, "bad token") }
    let standing = limit.take("all")
    guard !standing.isRefused else { return look(of: .rateLimited(retryAfter: standing.retryAfter)) }
    return Self.routes.answer(call, by: self)?.adding(["X-Remaining": "\(standing.remaining)"])
      ?? Self.problem(404, "no such thing")
  }

  func look(of failure: Failure) -> DoubleAnswer {
    switch failure {
    case .status(let code): Self.problem(code, "a bad day")
    case .rateLimited(let seconds): Self.problem(429, "too fast").adding(["X-Retry-After": "\(seconds)"])
    }
  }

  private static func problem(_ status: Int, _ text: String) -> DoubleAnswer {
    .json(status: status) { $0.object { $0.member("problem", text) } }
  }

  private func items(_ call: DoubleRequest) -> DoubleAnswer {
    let unknown = call.unknownParameters(allowing: ["page"])
    guard unknown.isEmpty else { return Self.problem(400, "unknown: \(unknown.joined(separator: ", "))") }
    let page = call.int("page") ?? 1
    return .json {
      $0.object {
        $0.member("items") { $0.array { for number in 0..<100 { $0.value("item \(page * 100 + number)") } } }
        $0.member("next", "\(call.origin)/items?page=\(page + 1)")
      }
    }
  }

  private func item(_ call: DoubleRequest) -> DoubleAnswer {
    guard let number = call.number("id") else { return Self.problem(404, "no number: \(call["id"])") }
    return .json { $0.object { $0.member("id", number) } }
  }

  private func added(_ call: DoubleRequest) -> DoubleAnswer {
    guard let json = call.json else { return Self.problem(400, "no JSON") }
    return .json(json, status: 201)
  }
}
