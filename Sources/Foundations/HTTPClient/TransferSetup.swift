internal import CCurl

/// Tells an easy handle what a request asks for; every option that libcurl refuses is an error.
struct TransferSetup {
  let handle: UnsafeMutableRawPointer
  let request: OutgoingRequest

  func apply(_ options: WebClient.Options) throws(HTTPClientError) {
    try text(CURLOPT_URL, request.url)
    try text(CURLOPT_USERAGENT, "Replyledger/\(options.version)")
    try method()
    try deadlines()
    // Everything this libcurl can undo: gzip, deflate, br, zstd.
    try text(CURLOPT_ACCEPT_ENCODING, "")
    try text(CURLOPT_PROTOCOLS_STR, "http,https")
    try number(CURLOPT_FOLLOWLOCATION, 0)
    try number(CURLOPT_SSL_VERIFYPEER, 1)
    try number(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = options.certificateFile { try text(CURLOPT_CAINFO, file) }
    // Prefers waiting for a connection that can carry several requests (HTTP/2) to opening another. Without TLS libcurl
    // learns that only from the first answer, so that one slow answer would hold up all other requests.
    try number(CURLOPT_PIPEWAIT, request.url.lowercased().hasPrefix("https:") ? 1 : 0)
    try number(CURLOPT_TCP_KEEPALIVE, 1)
  }

  private func method() throws(HTTPClientError) {
    if let body = request.body {
      // The size must be known before the bytes are copied (CURLOPT_COPYPOSTFIELDS(3)).
      try check(
        replyledger_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)), "the body's size")
      let code = body.withUnsafeBytes { bytes in
        // No bytes have no address, and no address would mean “read the body from standard input”.
        guard let start = bytes.baseAddress else {
          return replyledger_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
        }
        let copy = UnsafeMutableRawPointer(mutating: start)
        return replyledger_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, copy)
      }
      try check(code, "the body")
    } else if ["POST", "PUT", "PATCH"].contains(request.method) {
      try check(replyledger_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, 0), "the body's size")
      try text(CURLOPT_COPYPOSTFIELDS, "")
    } else if request.method == "HEAD" {
      try number(CURLOPT_NOBODY, 1)
    }
    try text(CURLOPT_CUSTOMREQUEST, request.method)
  }

  private func deadlines() throws(HTTPClientError) {
    let deadlines = request.deadlines
    // Without it a name lookup that times out raises SIGALRM, in whichever thread it finds.
    try number(CURLOPT_NOSIGNAL, 1)
    // A cancelled transfer does not wait for its name lookup, which would hold up all others.
    try number(CURLOPT_QUICK_EXIT, 1)
    try number(CURLOPT_CONNECTTIMEOUT_MS, deadlines.connect.milliseconds)
    try number(CURLOPT_LOW_SPEED_LIMIT, deadlines.stallBytesPerSecond)
    try number(CURLOPT_LOW_SPEED_TIME, max(1, Int(deadlines.stall.components.seconds)))
  }

  /// The caller frees the list, and not before the handle.
  func headers() throws(HTTPClientError) -> UnsafeMutablePointer<curl_slist>? {
    // A name with nothing after the colon takes back what libcurl would add by itself.
    var lines = ["Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for field in request.headers.fields {
      // … so a field that is meant to be empty is written with a semicolon (CURLOPT_HTTPHEADER(3)).
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw request.error(.other, "libcurl found no memory")
      }
      list = longer
    }
    try check(replyledger_curl_set_list(handle, CURLOPT_HTTPHEADER, list), "the headers")
    return list
  }

  func point(_ option: CURLoption, to pointer: UnsafeMutableRawPointer) throws(HTTPClientError) {
    try check(replyledger_curl_set_pointer(handle, option, pointer), "option \(option.rawValue)")
  }

  func receive(_ option: CURLoption, _ receiver: replyledger_curl_receiver) throws(HTTPClientError) {
    try check(replyledger_curl_set_receiver(handle, option, receiver), "option \(option.rawValue)")
  }

  private func number(_ option: CURLoption, _ value: Int) throws(HTTPClientError) {
    try check(replyledger_curl_set_long(handle, option, value), "option \(option.rawValue)")
  }

  private func text(_ option: CURLoption, _ value: String) throws(HTTPClientError) {
    try check(replyledger_curl_set_text(handle, option, value), "option \(option.rawValue)")
  }

  private func check(_ code: CURLcode, _ what: String) throws(HTTPClientError) {
    guard code == CURLE_OK else {
      throw request.error(.other, "libcurl refused \(what): \(String(cString: curl_easy_strerror(code)))")
    }
  }
}
