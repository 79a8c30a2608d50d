import Testing

@testable import Metrics

@Suite struct `A packed column` {
  /// Of every width, with and without “never”, in whole blocks and in one that is not full.
  @Test(arguments: 0...32) func `holds what an array holds`(_ width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    let most = width == 32 ? never : UInt32(1) << UInt32(width) - 1
    var array = (0..<3_000).map { _ in UInt32.random(in: 0...most, using: &random) }
    for row in array.indices where row % 7 == width { array[row] = never }
    var column = PackedColumn(array)
    #expect(column.values == array)
    for _ in 0..<500 {
      let row = Int.random(in: array.indices, using: &random)
      array[row] = UInt32.random(in: 0...(width % 3 == 0 ? never : most), using: &random)
      column.set(row, to: array[row])
    }
    #expect(column.values == array)
    var block = [UInt32](repeating: 0, count: Blocks.size)
    for start in stride(from: 0, to: array.count, by: Blocks.size) {
      let rows = start..<min(start + Blocks.size, array.count)
      column.unpack(rows, to: &block)
      #expect(Array(block[..<rows.count]) == Array(array[rows]))
    }
    let order = array.indices.shuffled(using: &random)
    column.arrange(order)
    #expect(column.values == order.map { array[$0] })
  }

  @Test func `holds numbers of 64 bits`() {
    var random = SeededGenerator(seed: 64)
    let array = (0..<2_500).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) }
    #expect(PackedColumn(array).values == array)
  }

  @Test(arguments: [0, 1, 1_700_000_000, UInt32.max - 1, UInt32.max])
  func `keeps instants by their distance`(_ other: UInt32) {
    for instant in [0, 1, 5, 1_699_999_999, 1_700_000_001, UInt32.max - 1, never] {
      #expect(Near.instant(Near.code(instant, to: other), to: other) == instant)
    }
  }
}
