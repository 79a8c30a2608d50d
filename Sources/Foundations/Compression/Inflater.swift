internal import CZlib

/// zlib's decompressor, with its state at a fixed address.
struct Inflater: ~Copyable {
  private let state: UnsafeMutablePointer<z_stream>

  init() throws(GzipError) {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // The deinit runs in this case too, and inflateEnd looks before it frees.
    guard inflateInit2_(state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .outOfMemory
    }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  mutating func content(of bytes: [UInt8], upTo limit: Int) throws(GzipError) -> [UInt8] {
    var bytes = bytes
    var output: [UInt8] = []
    let outcome: Result<Void, GzipError> = bytes.withUnsafeMutableBufferPointer { input in
      state.pointee.next_in = input.baseAddress
      state.pointee.avail_in = UInt32(input.count)
      return readMembers(into: &output, upTo: limit)
    }
    try outcome.get()
    return output
  }

  private func readMembers(into output: inout [UInt8], upTo limit: Int) -> Result<Void, GzipError> {
    repeat {
      var code = Z_OK
      while code == Z_OK {
        output += [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
          state.pointee.next_out = buffer.baseAddress
          state.pointee.avail_out = UInt32(buffer.count)
          code = inflate(state, Z_NO_FLUSH)
          count = buffer.count - Int(state.pointee.avail_out)
        }
        if output.count > limit { return .failure(.tooLarge(limit: limit)) }
      }
      guard code == Z_STREAM_END else { return .failure(code == Z_BUF_ERROR ? .truncated : .damaged) }
      inflateReset(state)
    } while state.pointee.avail_in > 0
    return .success(())
  }
}
