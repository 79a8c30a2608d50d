import Glibc

extension Outlet {
  /// An open file of the process. Colour is for terminals whose owner has not refused it (no-color.org).
  static func descriptor(_ number: Int32, environment: [String: String]) -> Outlet {
    let isTerminal = isatty(number) == 1
    let refusesColour = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return Outlet(
      isTerminal: isTerminal, width: columns(of: number) ?? 80, usesColour: isTerminal && !refusesColour
    ) { bytes in
      try writeAll(bytes, to: number)
    }
  }

  private static func columns(of number: Int32) -> Int? {
    var size = winsize()
    guard ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

private func writeAll(_ bytes: [UInt8], to number: Int32) throws {
  var start = 0
  while start < bytes.count {
    let count = bytes.withUnsafeBytes { write(number, $0.baseAddress.map { $0 + start }, $0.count - start) }
    if count >= 0 {
      start += count
    } else {
      try recover(from: errno, number)
    }
  }
}

/// Waits where waiting helps; throws where it does not.
private func recover(from code: Int32, _ number: Int32) throws {
  switch code {
  case EINTR: return
  case EAGAIN:
    // Somebody made the terminal non-blocking for all who share it.
    var wanted = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    poll(&wanted, 1, 1_000)
  case EPIPE: throw OutputClosed()
  default: throw StreamError("could not write the output", code)
  }
}

/// A way in or out of the process that broke.
struct StreamError: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, _ code: Int32) {
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    description = "\(what): \(reason)" + (code == ENOSPC ? " — free space on this disk, then try again" : "")
  }
}
