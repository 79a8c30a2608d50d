internal import CCurl

extension OutgoingRequest {
  /// What a code of libcurl means for the caller. `words` are libcurl's own.
  func failure(_ code: CURLcode, saying words: String, wasSent: Bool) -> HTTPClientError {
    let kind = HTTPClientError.Kind(code)
    let isRepeatable = !wasSent || ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method)
    return error(kind, words, retrySafe: isRepeatable && kind.isPassing, hint: kind.hint)
  }
}

extension HTTPClientError.Kind {
  fileprivate init(_ code: CURLcode) {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .nameNotFound
    case CURLE_COULDNT_CONNECT: self = .connectFailed
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      self = .tlsFailed
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
      CURLE_BAD_CONTENT_ENCODING:
      self = .truncated
    default: self = .other
    }
  }

  /// Whether it may be over the next time.
  fileprivate var isPassing: Bool {
    switch self {
    case .timedOut, .connectFailed, .nameNotFound, .truncated: true
    case .tlsFailed, .tooLarge, .redirectRefused, .cancelled, .other: false
    }
  }

  fileprivate var hint: String? {
    switch self {
    case .timedOut: "the server is slow or cannot be reached; try again later"
    case .connectFailed: "check that the server runs, and the port in its base_url"
    case .nameNotFound: "check the host in its base_url, and this machine's name service"
    case .tlsFailed: "check the server's certificate, or name its authority's file"
    case .truncated: "the connection broke before the answer was complete"
    case .tooLarge, .redirectRefused, .cancelled, .other: nil
    }
  }
}
