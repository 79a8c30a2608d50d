internal import CSystem
internal import Glibc

/// The socket that new clients arrive at.
struct Listener: Sendable {
  enum Arrival {
    case client(Socket, PeerAddress)
    case nobody
    /// The process has no descriptor left; the client that waited was turned away.
    case turnedAway
    case failed(SystemError)
  }

  let descriptor: Int32
  let port: Int
  /// Kept open for the day when descriptors run out: closing it makes room to accept a client and turn it away, where
  /// otherwise the loop would spin on a client it can neither take nor refuse.
  private var reserve: Int32

  init(host: String, port: Int) throws(HTTPServerError) {
    descriptor = try listeningSocket(host: host, port: port)
    self.port = boundPort(of: descriptor) ?? port
    reserve = openReserve()
  }

  mutating func accept() -> Arrival {
    while true {
      var address = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let client = csystem_accept(descriptor, &address, &length)
      if client >= 0 { return .client(Socket(descriptor: client), PeerAddress(address)) }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EAGAIN: return .nobody
      case EMFILE, ENFILE: return turnAway()
      default: return .failed(SystemError("accept4"))
      }
    }
  }

  func close() {
    Glibc.close(descriptor)
    if reserve >= 0 { Glibc.close(reserve) }
  }

  private mutating func turnAway() -> Arrival {
    let exhausted = SystemError("accept4")
    guard reserve >= 0 else {
      reserve = openReserve()
      return .failed(exhausted)
    }
    Glibc.close(reserve)
    let client = csystem_accept(descriptor, nil, nil)
    if client >= 0 { Glibc.close(client) }
    reserve = openReserve()
    return client >= 0 ? .turnedAway : .failed(exhausted)
  }
}

private func openReserve() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

private func listeningSocket(host: String, port: Int) throws(HTTPServerError) -> Int32 {
  var hints = addrinfo()
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
  hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  var found: UnsafeMutablePointer<addrinfo>?
  let code = getaddrinfo(host, "\(port)", &hints, &found)
  guard code == 0, let found else {
    throw HTTPServerError.unknownHost(host, reason: String(cString: gai_strerror(code)))
  }
  defer { freeaddrinfo(found) }
  let address = found.pointee
  let kind = address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  let descriptor = socket(address.ai_family, kind, address.ai_protocol)
  guard descriptor >= 0 else { throw HTTPServerError.cannotListen(host, port, SystemError("socket")) }
  // Without it a restart has to wait until the connections of the last run have left the kernel's memory.
  var on: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
  guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, listen(descriptor, 1024) == 0 else {
    let error = HTTPServerError.cannotListen(host, port, SystemError("bind"))
    close(descriptor)
    throw error
  }
  return descriptor
}

private func boundPort(of descriptor: Int32) -> Int? {
  var address = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  let code = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
  }
  guard code == 0 else { return nil }
  // The port stands at the same place in both families.
  return Int(UInt16(bigEndian: withUnsafeBytes(of: &address) { $0.load(as: sockaddr_in.self).sin_port }))
}
