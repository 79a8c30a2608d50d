extension HTTPResponse {
  /// Adds an entity tag made from the content, so that a client which has it already gets 304 and no body.
  ///
  /// The tag is weak: it stands for the content however it is compressed on the way.
  package func withETag(for bytes: [UInt8]) -> HTTPResponse {
    var response = self
    response.headers["ETag"] = "W/\"\(String(fingerprint(of: bytes), radix: 36))-\(String(bytes.count, radix: 36))\""
    return response
  }

  /// This answer, or 304 when the request names the tag it carries (RFC 9110 §13.1.2).
  func conditional(on headers: HTTPHeaders, method: HTTPMethod) -> HTTPResponse {
    guard method == .get || method == .head, status == .ok, let tag = self.headers["ETag"],
      headers.list("If-None-Match").contains(where: { $0 == "*" || $0.opaqueTag == tag.opaqueTag })
    else { return self }
    var response = self
    response.status = .notModified
    response.body = .empty
    response.headers["Content-Type"] = nil
    return response
  }
}

extension StringProtocol {
  /// The tag without its mark of weakness, which If-None-Match does not look at.
  fileprivate var opaqueTag: SubSequence { hasPrefix("W/") ? dropFirst(2) : self[...] }
}

/// FNV-1a: no secret and no signature, only a short name for content that we made ourselves.
private func fingerprint(of bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
