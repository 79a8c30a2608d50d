import Testing

@testable import HTTPServer

/// What a parser makes of some bytes: its events with pieces of a body joined, and how it ended.
private struct Reading: Equatable {
  var events: [RequestParser.Event] = []
  var refusal: RequestRefusal?

  init(_ pieces: [ArraySlice<UInt8>], limits: HTTPServerConfiguration.Limits) {
    var parser = RequestParser(limits: limits)
    do throws(RequestRefusal) {
      for piece in pieces {
        parser.append(piece)
        while let event = try parser.next() { note(event) }
      }
    } catch {
      refusal = error
    }
  }

  private mutating func note(_ event: RequestParser.Event) {
    if case .body(let more) = event, case .body(let before) = events.last {
      events[events.count - 1] = .body(before + more)
    } else {
      events.append(event)
    }
  }
}

private let requests = [
  "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b?c=d%20e HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n",
  "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world\r\nGET / HTTP/1.0\r\n\r\n",
  "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nT: u\r\n\r\n"
    + "PUT /c HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n",
  "GET http://b:80/x?y HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nCookie: k=v; l=w\r\nConnection: keep-alive, close\r\n\r\n",
]

private let limits = {
  var limits = HTTPServerConfiguration.Limits()
  (limits.target, limits.headerLine, limits.headerTotal, limits.headerCount) = (60, 50, 120, 6)
  (limits.body, limits.chunkExtensions) = (200, 20)
  return limits
}()

@Suite struct `The request parser` {
  @Test(arguments: requests) func `reads the same wherever the bytes are cut`(request: String) {
    let bytes = Array(request.utf8)
    let whole = Reading([bytes[...]], limits: limits)
    #expect(whole.refusal == nil)
    #expect(!whole.events.isEmpty)
    #expect(Reading(bytes.indices.map { bytes[$0...$0] }, limits: limits) == whole)
    for cut in bytes.indices {
      #expect(Reading([bytes[..<cut], bytes[cut...]], limits: limits) == whole, "cut at \(cut)")
    }
  }

  /// Some thousand broken requests, the same ones each time: no crash, and no verdict that depends on the cuts.
  @Test(arguments: 0..<40) func `never stumbles over broken requests`(seed: Int) {
    var chance = Chance(seed: UInt64(seed))
    for _ in 0..<250 {
      let bytes = mutated(by: &chance)
      let whole = Reading([bytes[...]], limits: limits)
      #expect(Reading(bytes.indices.map { bytes[$0...$0] }, limits: limits) == whole, "\(bytes)")
      let cuts = (0..<3).map { _ in chance.below(bytes.count + 1) }.sorted()
      let pieces = zip([0] + cuts, cuts + [bytes.count]).map { bytes[$0..<$1] }
      #expect(Reading(pieces, limits: limits) == whole, "\(bytes) cut at \(cuts)")
    }
  }

  private func mutated(by chance: inout Chance) -> [UInt8] {
    var bytes = Array(requests[chance.below(requests.count)].utf8)
    let nasty = Array("\r\n\0 :;\t%+,-0fF#/?\u{7F}HGX".utf8) + [0x80, 0xFF]
    for _ in 0...chance.below(4) {
      let place = chance.below(bytes.count)
      switch chance.below(5) {
      case 0: bytes[place] = nasty[chance.below(nasty.count)]
      case 1: bytes.insert(nasty[chance.below(nasty.count)], at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<min(place + chance.below(30), bytes.count)], at: place)
      default: bytes.removeSubrange(place..<min(place + chance.below(12) + 1, bytes.count))
      }
      if bytes.isEmpty { bytes = [UInt8(ascii: "\n")] }
    }
    return bytes
  }

  @Test func `understands targets`() throws {
    let target = try RequestTarget(Array("/caf%C3%A9/a%2Fb?q=x+y%26z&q=&flag&=v".utf8)[...], method: .get)
    #expect(target.path == "/café/a/b")
    #expect(target.rawPath == "/caf%C3%A9/a%2Fb")
    #expect(target.query.first("q") == "x y&z")
    #expect(target.query.all("q") == ["x y&z", ""])
    #expect(target.query.first("flag") == "")
    #expect(target.query.parameters.count == 4)
    #expect(try HTTPRequest(.get, "/caf%C3%A9/a%2Fb").pathSegments == ["café", "a/b"])
    #expect(try RequestTarget(Array("http://h?x=1".utf8)[...], method: .get).rawPath == "/")
  }

  @Test func `headers compare without regard to case and keep their order`() {
    var headers: HTTPHeaders = ["Accept": "a", "X-One": "1"]
    headers.add("accept", "b")
    #expect(headers["ACCEPT"] == "a")
    #expect(headers.all("Accept") == ["a", "b"])
    #expect(headers.map(\.name) == ["Accept", "X-One", "accept"])
    headers["accept"] = "c"
    #expect(headers == ["x-one": "1", "Accept": "c"])
    headers["X-ONE"] = nil
    #expect(headers.count == 1)
  }
}

/// Chance that repeats itself (SplitMix64).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(max(1, bound)))
  }
}
