internal import Compression

/// An answer as it will be sent to one request.
struct NegotiatedResponse {
  var response: HTTPResponse
  /// Whether its stream goes through a compressor on the way.
  var compressesStream = false
}

extension HTTPResponse {
  /// Below this, compressing costs more than it saves.
  private static let worthCompressing = 1_024
  /// Above this the body is compressed in slices, so that the loop is not held for long: some milliseconds for this much.
  private static let compressedAtOnce = 32_768

  /// Compresses the body if the client takes gzip and the content shrinks by it.
  func coded(for headers: HTTPHeaders) -> NegotiatedResponse {
    guard mayBeCompressed else { return NegotiatedResponse(response: self) }
    var response = self
    response.vary(by: "Accept-Encoding")
    guard headers.acceptGzip else { return NegotiatedResponse(response: response) }
    switch body {
    case .bytes(let bytes) where bytes.count <= Self.compressedAtOnce:
      response.body = .bytes(Gzip.compress(bytes, level: Gzip.quick))
    case .bytes(let bytes):
      response.body = .stream { writer in try await writer.write(bytes) }
    case .empty, .stream, .cut: break
    }
    response.headers["Content-Encoding"] = "gzip"
    if case .stream = response.body { return NegotiatedResponse(response: response, compressesStream: true) }
    return NegotiatedResponse(response: response)
  }

  private var mayBeCompressed: Bool {
    let isLongEnough =
      switch body {
      case .empty, .cut: false
      case .bytes(let bytes): bytes.count >= Self.worthCompressing
      case .stream: true
      }
    return isLongEnough && status != .notModified && status.code != 206 && headers["Content-Encoding"] == nil
      && !headers.list("Cache-Control").contains { $0.isSameToken(as: "no-transform") }
      && headers["Content-Type"].map(isCompressible) ?? false
  }

  private mutating func vary(by name: String) {
    guard !headers.list("Vary").contains(where: { $0 == "*" || $0.isSameToken(as: name) }) else { return }
    headers.add("Vary", name)
  }
}

extension HTTPHeaders {
  /// Whether the client takes gzip: named with a weight above zero, or else covered by `*`.
  var acceptGzip: Bool {
    var star: Bool?
    for coding in list("Accept-Encoding") {
      let parts = coding.split(separator: ";")
      let isWanted = !parts.dropFirst().contains(where: isZeroWeight)
      let name = parts.first?.trimmingBlanks() ?? ""
      if name.isSameToken(as: "gzip") || name.isSameToken(as: "x-gzip") { return isWanted }
      if name == "*" { star = isWanted }
    }
    return star ?? false
  }
}

/// `q=0`, `q=0.0`, `q=0.000`.
private func isZeroWeight(_ parameter: Substring) -> Bool {
  let text = parameter.trimmingBlanks()
  return text.utf8.count > 2 && text.prefix(2).isSameToken(as: "q=")
    && text.dropFirst(2).allSatisfy { "0.".contains($0) }
}

/// Events are not among them: each must leave at once.
private func isCompressible(_ contentType: String) -> Bool {
  let type = (contentType.split(separator: ";").first ?? "").trimmingBlanks().lowercased()
  return type.hasPrefix("text/") && type != "text/event-stream" || type.hasSuffix("+json") || type.hasSuffix("+xml")
    || ["application/json", "application/javascript", "application/x-ndjson", "application/xml"].contains(type)
}
