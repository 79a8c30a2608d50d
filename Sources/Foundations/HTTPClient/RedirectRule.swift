/// Decides what an answer that points elsewhere leads to. It decides and does nothing.
enum RedirectRule {
  enum Step {
    case stay
    case follow(OutgoingRequest)
    case refuse(why: String)
  }

  /// `location` is absolute: libcurl has resolved it against the request's address.
  static func step(after request: OutgoingRequest, status: Int, location: String?, followed: Int) -> Step {
    guard [301, 302, 303, 307, 308].contains(status), let location else { return .stay }
    if request.redirects == .report { return .stay }
    guard case .follow(let most) = request.redirects else {
      return .refuse(why: "the server answered \(status) and points elsewhere")
    }
    guard followed < most else { return .refuse(why: "more than \(most) redirects") }
    guard let from = WebAddress(request.url), let to = WebAddress(location) else {
      return .refuse(why: "the redirect leads to an address that is not http or https")
    }
    guard !(from.scheme == "https" && to.scheme == "http") else {
      return .refuse(why: "the redirect leads from https to http")
    }
    guard from.isSameOrigin(as: to) || !request.carriesSomethingPrivate else {
      return .refuse(why: "the redirect leads to \(to.host), and the request carries credentials or a body")
    }
    return .follow(request.redirected(to: location, status: status))
  }
}

extension OutgoingRequest {
  private static let harmlessHeaders: Set<String> = [
    "accept", "accept-language", "cache-control", "if-modified-since", "if-none-match", "range",
  ]

  /// Vendors invent names for the header that holds the key, so every header not known to be harmless counts.
  fileprivate var carriesSomethingPrivate: Bool {
    body != nil || !headers.fields.allSatisfy { Self.harmlessHeaders.contains($0.name.lowercased()) }
  }

  /// 307 and 308 repeat the request as it was; after the others a GET asks for the result, as browsers do.
  fileprivate func redirected(to location: String, status: Int) -> OutgoingRequest {
    var next = self
    next.url = location
    if status == 303 || (status < 303 && method == "POST"), method != "HEAD" {
      next.method = "GET"
      next.body = nil
      next.headers["Content-Type"] = nil
    }
    return next
  }
}
