internal import CZlib

/// Compresses content that comes in pieces. Belongs to one thread or actor at a time.
package final class GzipStream {
  // zlib remembers where its state is, so the state must not move: it lives on the heap.
  private let state: UnsafeMutablePointer<z_stream>

  package init(level: Int = Gzip.quick) {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 15 + 16: the largest window, in a gzip wrapping (zlib.h, deflateInit2).
    let code = deflateInit2_(
      state, Int32(min(max(level, 1), 9)), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib refused to start: code \(code)")  // out of memory, or another zlib's header
  }

  deinit {
    deflateEnd(state)
    state.deallocate()
  }

  /// What can be sent after this piece; the rest waits for more content.
  package func compress(_ bytes: ArraySlice<UInt8>) -> [UInt8] { run(bytes, flush: Z_NO_FLUSH) }

  /// As `compress`, but nothing waits: the reader can decompress all that was written so far.
  package func compressAndFlush(_ bytes: ArraySlice<UInt8>) -> [UInt8] { run(bytes, flush: Z_SYNC_FLUSH) }

  /// The end of the file; nothing may be compressed afterwards.
  package func finish() -> [UInt8] { run([], flush: Z_FINISH) }

  private func run(_ bytes: ArraySlice<UInt8>, flush: Int32) -> [UInt8] {
    var output: [UInt8] = []
    bytes.withUnsafeBufferPointer { input in
      // zlib promises not to write to its input; its header is older than `const`.
      state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      state.pointee.avail_in = UInt32(input.count)
      repeat {
        output += [UInt8](unsafeUninitializedCapacity: 32_768) { buffer, count in
          state.pointee.next_out = buffer.baseAddress
          state.pointee.avail_out = UInt32(buffer.count)
          deflate(state, flush)
          count = buffer.count - Int(state.pointee.avail_out)
        }
      } while state.pointee.avail_out == 0
      state.pointee.next_in = nil
    }
    return output
  }
}
