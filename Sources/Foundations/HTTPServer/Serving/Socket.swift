internal import CSystem
internal import Glibc

/// One connected socket that never blocks. Whoever owns it closes it, once.
struct Socket: Sendable {
  enum Received {
    case bytes(Int)
    case nothingYet
    case ended
    case failed
  }

  enum Sent {
    case bytes(Int)
    case full
    case failed
  }

  let descriptor: Int32

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothingYet : .failed
    }
  }

  /// `more`: further bytes follow at once, so a packet need not go out for these.
  func send(_ bytes: UnsafeRawBufferPointer, more: Bool) -> Sent {
    let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
    while true {
      let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
      if count >= 0 { return .bytes(count) }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .full : .failed
    }
  }

  func sendWithoutDelay() {
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() { Glibc.close(descriptor) }

  /// Closes so that the client sees an error and not an end (RST): what it has is not the whole answer.
  func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    close()
  }
}
