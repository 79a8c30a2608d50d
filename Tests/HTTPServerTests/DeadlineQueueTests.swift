import Testing

@testable import HTTPServer

@Suite struct `Deadlines` {
  private func moment(_ nanoseconds: Int64) -> Moment { Moment(nanoseconds: nanoseconds) }

  @Test func `come up in order, once`() {
    var queue = DeadlineQueue()
    for (source, time) in [(0, 30), (1, 10), (2, 20)] { queue.set(source, to: moment(Int64(time))) }
    #expect(queue.popExpired(at: moment(9)) == nil)
    #expect((0..<4).map { _ in queue.popExpired(at: moment(100)) } == [1, 2, 0, nil])
  }

  @Test func `can be moved both ways and taken back`() {
    var queue = DeadlineQueue()
    queue.set(0, to: moment(10))
    queue.set(0, to: moment(50))
    #expect(queue.popExpired(at: moment(49)) == nil)
    queue.set(0, to: moment(20))
    #expect(queue.next == moment(20))
    #expect(queue.popExpired(at: moment(20)) == 0)
    #expect(queue.popExpired(at: moment(100)) == nil)
    queue.set(0, to: moment(200))
    queue.set(0, to: nil)
    #expect(queue.popExpired(at: moment(300)) == nil)
  }

  @Test func `agree with a plain list whatever happens`() {
    var (queue, plain, chance) = (DeadlineQueue(), [Int: Int64](), Chance(seed: 5))
    for now in Int64(0)..<3_000 {
      let source = chance.below(20)
      let deadline = chance.below(6) == 0 ? nil : now + Int64(chance.below(200))
      queue.set(source, to: deadline.map { moment($0) })
      plain[source] = deadline
      var expired: Set<Int> = []
      while let source = queue.popExpired(at: moment(now)) { expired.insert(source) }
      #expect(expired == Set(plain.filter { $0.value <= now }.keys))
      plain = plain.filter { $0.value > now }
    }
  }
}
