internal import CCurl

/// One easy handle: owns it and everything libcurl borrows for it, and gathers the answer. Lives on the curl thread.
final class Transfer {
  let order: Order
  let handle: UnsafeMutableRawPointer
  let deadline: ContinuousClock.Instant
  private let words: UnsafeMutablePointer<CChar>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var head = ResponseHead()
  private var body: [UInt8] = []
  private var received = 0
  /// Set when one of our callbacks ended the transfer: libcurl only knows that it was ended.
  private var ownFailure: HTTPClientError?

  private static let wordsSize = Int(CURL_ERROR_SIZE)
  private static let headLimit = 256 << 10

  init(_ order: Order, options: WebClient.Options) throws(HTTPClientError) {
    guard let handle = curl_easy_init() else { throw order.request.error(.other, "libcurl found no memory") }
    self.order = order
    self.handle = handle
    deadline = .now + order.request.deadlines.total
    words = .allocate(capacity: Self.wordsSize)
    words.initialize(repeating: 0, count: Self.wordsSize)
    try configure(options)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headerList)
    words.deallocate()
  }

  /// The transfer that a handle was made for.
  static func of(_ handle: UnsafeMutableRawPointer?) -> Transfer? {
    var context: UnsafeMutablePointer<CChar>?
    guard let handle, replyledger_curl_get_text(handle, CURLINFO_PRIVATE, &context) == CURLE_OK else { return nil }
    return from(context)
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private func configure(_ options: WebClient.Options) throws(HTTPClientError) {
    let setup = TransferSetup(handle: handle, request: order.request)
    let context = Unmanaged.passUnretained(self).toOpaque()
    try setup.point(CURLOPT_PRIVATE, to: context)
    try setup.point(CURLOPT_ERRORBUFFER, to: words)
    try setup.receive(CURLOPT_HEADERFUNCTION) { Transfer.from($3)?.receiveHeader($0, $1 * $2) ?? 0 }
    try setup.point(CURLOPT_HEADERDATA, to: context)
    try setup.receive(CURLOPT_WRITEFUNCTION) { Transfer.from($3)?.receiveBody($0, $1 * $2) ?? 0 }
    try setup.point(CURLOPT_WRITEDATA, to: context)
    headerList = try setup.headers()
    try setup.apply(options)
  }

  /// Answers how much was taken; anything else than all of it ends the transfer.
  private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    head.take(String(decoding: line, as: UTF8.self))
    guard head.bytes <= Self.headLimit else { return fail(.tooLarge, "the answer's headers are too long") }
    return count
  }

  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    head.isClosed = true
    let piece = UnsafeRawBufferPointer(start: bytes, count: count)
    received += count
    let limit = order.request.bodyLimit
    guard received <= limit else {
      return fail(.tooLarge, "the answer is longer than \(limit) bytes", hint: "ask for less at a time")
    }
    guard let receive = order.request.receiveBody, (200...299).contains(head.status) else {
      body.append(contentsOf: piece)
      return count
    }
    do {
      try receive(Array(piece))
      return count
    } catch {
      return fail(.other, "the receiver gave up: \(error)")
    }
  }

  private func fail(_ kind: HTTPClientError.Kind, _ cause: String, hint: String? = nil) -> Int {
    ownFailure = order.request.error(kind, cause, hint: hint)
    return -1
  }

  func result(_ code: CURLcode) -> Result<Answer, HTTPClientError> {
    if let ownFailure { return .failure(ownFailure) }
    guard code == CURLE_OK else { return .failure(failure(code)) }
    // libcurl takes a head that breaks off for one that has ended.
    guard head.isComplete else {
      return .failure(failure(CURLE_PARTIAL_FILE, saying: "the answer's headers break off"))
    }
    let response = IncomingResponse(status: head.status, headers: head.headers, body: body)
    return .success(Answer(response: response, location: text(CURLINFO_REDIRECT_URL)))
  }

  func expired() -> HTTPClientError {
    let limit = order.request.deadlines.total.milliseconds
    return failure(CURLE_OPERATION_TIMEDOUT, saying: "no whole answer within \(limit) ms")
  }

  private func failure(_ code: CURLcode) -> HTTPClientError {
    let detail = String(cString: words)
    return failure(code, saying: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
  }

  private func failure(_ code: CURLcode, saying words: String) -> HTTPClientError {
    var sent: Int = 0
    replyledger_curl_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
    return order.request.failure(code, saying: words, wasSent: sent > 0)
  }

  private func text(_ info: CURLINFO) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    replyledger_curl_get_text(handle, info, &text)
    return text.map { String(cString: $0) }
  }
}

@available(*, unavailable) extension Transfer: Sendable {}
