import HTTPServer

/// What a client takes, as its `Accept` says (RFC 9110 §12.5.1).
struct Acceptance: Sendable {
  private struct Range: Sendable {
    var type: String
    /// In thousandths.
    var quality: Int
  }

  /// Empty: whatever comes.
  private let ranges: [Range]

  init(_ request: HTTPRequest) {
    ranges = request.headers.all("Accept").flatMap { $0.split(separator: ",") }.map { entry in
      let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 1 } ?? 1
      return Range(type: parts.first ?? "", quality: Int((min(max(weight, 0), 1) * 1_000).rounded()))
    }
  }

  /// The one of several that the client likes best, of equals the one that it names first; nothing when it takes none.
  func best(of offers: [String]) -> String? {
    guard !ranges.isEmpty else { return offers.first }
    var best: (offer: String, liking: (quality: Int, place: Int))?
    for offer in offers {
      guard let liking = liking(of: offer), liking.quality > 0 else { continue }
      if let best, best.liking >= liking { continue }
      best = (offer, liking)
    }
    return best?.offer
  }

  /// What names a type best says how much it is liked. The later it stands, the smaller its place.
  private func liking(of offer: String) -> (quality: Int, place: Int)? {
    let family = offer.prefix { $0 != "/" } + "/*"
    for name in [offer[...], family[...], "*/*"] {
      if let index = ranges.firstIndex(where: { $0.type == name }) { return (ranges[index].quality, -index) }
    }
    return nil
  }
}

extension Place {
  /// In what forms it can be had, the usual one first; empty where nobody asks by `Accept`.
  var offers: [String] {
    guard isAPI, takesGet, origin == nil, ![.health, .hook].contains(self) else { return [] }
    return goodAnswers(to: .get).first?.content.map(\.type) ?? []
  }
}

extension WebError {
  static func notAcceptable(_ offers: [String]) -> WebError {
    WebError(.notAcceptable, "this address answers \(offers.joined(separator: " or ")) only; ask for that in Accept")
  }
}
