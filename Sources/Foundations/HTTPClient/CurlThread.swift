internal import CCurl
internal import Glibc
internal import Synchronization

/// The one thread that touches the multi handle. Everybody else leaves a message and wakes it.
///
/// `@unchecked`: `transfers` is used on that thread only; `multi` is set before it starts, and the one call that is made
/// from elsewhere, `curl_multi_wakeup`, is made under the inbox's lock and never after the handle was freed.
final class CurlThread: @unchecked Sendable {
  enum Message: Sendable {
    case start(Order)
    case cancel(UInt64)
    case close
  }

  private struct Inbox {
    var messages: [Message] = []
    var isOpen = true
  }

  /// libcurl wants this once in a process, before anything else.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// The longest sleep. Whatever happens wakes the thread, but nothing may hang on that: what libcurl overlooks is seen
  /// a second later instead of at the deadline.
  private static let longestSleep = 1_000

  private let multi: UnsafeMutableRawPointer
  private let options: WebClient.Options
  private let inbox = Mutex(Inbox())
  private var transfers: [UInt64: Transfer] = [:]

  private init(multi: UnsafeMutableRawPointer, options: WebClient.Options) {
    self.multi = multi
    self.options = options
  }

  static func start(_ options: WebClient.Options) throws(HTTPClientError) -> CurlThread {
    guard isLibraryReady, let multi = curl_multi_init() else { throw cannotStart("libcurl") }
    // libcurl goes on in silence when it could not make the sockets that wake it, for want of open files.
    guard curl_multi_wakeup(multi) == CURLM_OK else {
      curl_multi_cleanup(multi)
      throw cannotStart("its means to be woken; raise the limit of open files")
    }
    replyledger_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, options.connectionsPerHost)
    replyledger_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.connections)
    replyledger_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.connections)
    let thread = CurlThread(multi: multi, options: options)
    let context = Unmanaged.passRetained(thread)
    var handle = pthread_t()
    let status = pthread_create(&handle, nil, { CurlThread.run($0) }, context.toOpaque())
    guard status == 0 else {
      context.release()
      curl_multi_cleanup(multi)
      throw cannotStart("its thread")
    }
    pthread_detach(handle)
    return thread
  }

  /// May be called from any thread, also after `close`: a late order is answered as cancelled.
  func post(_ message: Message) {
    let isTaken = inbox.withLock { inbox in
      guard inbox.isOpen else { return false }
      inbox.messages.append(message)
      curl_multi_wakeup(multi)
      return true
    }
    if !isTaken, case .start(let order) = message {
      order.continuation.resume(returning: .failure(order.request.cancelled))
    }
  }

  func close() { post(.close) }

  private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // The program's signals are for others. SIGPIPE too: with NOSIGNAL, libcurl leaves it to us.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    Unmanaged<CurlThread>.fromOpaque(context).takeRetainedValue().loop()
    return nil
  }

  private func loop() {
    while handleMessages() {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      finishTransfers()
      // libcurl shortens the wait to its own next timer.
      curl_multi_poll(multi, nil, 0, millisecondsToNextDeadline(), nil)
      expireTransfers()
    }
    for id in Array(transfers.keys) { cancel(id) }
    curl_multi_cleanup(multi)
  }

  /// False once the client was closed.
  private func handleMessages() -> Bool {
    let messages = inbox.withLock { inbox in
      defer { inbox.messages.removeAll() }
      return inbox.messages
    }
    for message in messages {
      switch message {
      case .start(let order): start(order)
      case .cancel(let id): cancel(id)
      case .close:
        // Orders hold on to the client while they wait, so none is left behind this message.
        inbox.withLock { $0.isOpen = false }
        return false
      }
    }
    return true
  }

  private func start(_ order: Order) {
    do throws(HTTPClientError) {
      let transfer = try Transfer(order, options: options)
      guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
        throw order.request.error(.other, "libcurl could not take the transfer")
      }
      transfers[order.id] = transfer
    } catch {
      order.continuation.resume(returning: .failure(error))
    }
  }

  /// Does nothing when the transfer is already over: completion won the race.
  private func cancel(_ id: UInt64) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    curl_multi_remove_handle(multi, transfer.handle)
    transfer.order.continuation.resume(returning: .failure(transfer.order.request.cancelled))
  }

  /// Deadlines are kept here because libcurl forgets about those of transfers that wait for a free connection.
  private func expireTransfers() {
    let now = ContinuousClock.now
    for (id, transfer) in transfers where transfer.deadline <= now {
      transfers[id] = nil
      let error = transfer.expired()
      curl_multi_remove_handle(multi, transfer.handle)
      transfer.order.continuation.resume(returning: .failure(error))
    }
  }

  private func millisecondsToNextDeadline() -> Int32 {
    guard let next = transfers.values.lazy.map(\.deadline).min() else { return Int32(Self.longestSleep) }
    return Int32(clamping: min(Self.longestSleep, (next - .now).milliseconds))
  }

  private func finishTransfers() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let transfer = Transfer.of(message.pointee.easy_handle) else {
        continue
      }
      // The message dies with the handle's removal, so its result is read first.
      let code = replyledger_curl_message_result(message)
      transfers[transfer.order.id] = nil
      let result = transfer.result(code)
      curl_multi_remove_handle(multi, transfer.handle)
      transfer.order.continuation.resume(returning: result)
    }
  }

  private static func cannotStart(_ what: String) -> HTTPClientError {
    HTTPClientError(.other, method: "(none)", target: "HTTP client", cause: "could not start \(what)")
  }
}
