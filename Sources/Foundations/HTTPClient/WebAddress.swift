internal import CCurl

/// The parts of an address that decide where a request goes, split by libcurl, so that nobody reads it differently.
struct WebAddress: Equatable {
  var scheme: String
  var host: String
  var port: String
  var path: String

  init?(_ text: String) {
    guard let parsed = curl_url() else { return nil }
    defer { curl_url_cleanup(parsed) }
    guard curl_url_set(parsed, CURLUPART_URL, text, 0) == CURLUE_OK,
      let scheme = Self.part(CURLUPART_SCHEME, of: parsed), scheme == "http" || scheme == "https",
      let host = Self.part(CURLUPART_HOST, of: parsed), Self.part(CURLUPART_USER, of: parsed) == nil,
      let port = Self.part(CURLUPART_PORT, of: parsed), let path = Self.part(CURLUPART_PATH, of: parsed)
    else { return nil }
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port
    self.path = path
  }

  /// What an error may show.
  var shown: String {
    let usual = scheme == "https" ? "443" : "80"
    return host + (port == usual ? "" : ":\(port)") + path
  }

  func isSameOrigin(as other: WebAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
