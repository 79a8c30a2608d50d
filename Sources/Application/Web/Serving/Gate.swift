import HTTPServer

/// Keeps pages of other sites from acting in the name of whoever has this server open in the same browser.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin` only; programs send neither and
/// are no confused deputies.
enum Gate {
  static func check(_ request: HTTPRequest) throws(WebError) {
    guard ![.get, .head, .options].contains(request.method) else { return }
    if let site = request.headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { throw refusal }
    if let origin = request.headers["Origin"], !isOurs(origin, request.headers["Host"]) { throw refusal }
  }

  private static let refusal = WebError(
    .forbidden, "the request comes from a page of another site; open this server's own page and send it from there")

  /// The scheme may differ from ours where a reverse proxy speaks TLS; name and port may not.
  private static func isOurs(_ origin: String, _ host: String?) -> Bool {
    guard let host, let slashes = origin.firstRange(of: "://") else { return false }
    return origin[slashes.upperBound...].lowercased() == host.lowercased()
  }
}

extension HTTPResponse {
  /// What every answer carries: no script or style but our own, no framing, no guessing of types.
  func guarded() -> HTTPResponse {
    var response = self
    response.headers["Content-Security-Policy"] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
    return response
  }
}
