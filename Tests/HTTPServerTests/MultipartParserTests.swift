import Testing

@testable import HTTPServer

private let form = Array(
  ("--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\n\r\r\n--b0\r\n"
    + "Content-Disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\nContent-Type: text/csv\r\n\r\n\r\n\r\n--b0--\r\nend")
    .utf8)

private func events(_ pieces: [ArraySlice<UInt8>]) throws -> [MultipartParser.Event] {
  var parser = MultipartParser(boundary: Array("b0".utf8), limits: .init())
  var events: [MultipartParser.Event] = []
  for piece in pieces {
    parser.append(piece)
    while let event = try parser.next() {
      if case .data(let more) = event, case .data(let before) = events.last {
        events[events.count - 1] = .data(before + more)
      } else {
        events.append(event)
      }
    }
  }
  return events
}

@Suite struct `The form parser` {
  @Test func `reads the same wherever the bytes are cut`() throws {
    let whole = try events([form[...]])
    #expect(whole.count == 7)
    #expect(whole[1] == .data(Array("one\r\n--b\r\n\r".utf8)))
    #expect(whole[4] == .data(Array("\r\n".utf8)))
    #expect(try events(form.indices.map { form[$0...$0] }) == whole)
    for first in form.indices {
      #expect(try events([form[..<first], form[first...]]) == whole)
      let second = (first + 5).clamped(to: first...form.count)
      #expect(try events([form[..<first], form[first..<second], form[second...]]) == whole)
    }
  }

  @Test func `never stumbles over broken forms`() {
    var chance = Chance(seed: 11)
    for _ in 0..<4_000 {
      var bytes = form
      for _ in 0...chance.below(3) { bytes[chance.below(bytes.count)] = UInt8(chance.below(256)) }
      let whole = try? events([bytes[...]])  // refused is a fine outcome, as long as it is the same one
      #expect((try? events(bytes.indices.map { bytes[$0...$0] })) == whole)
    }
  }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
