import CivilTime
import DemoCompany
import Glibc
import JSONReader
import VendorDoubles

// A help desk for `sync.py` to read from, in a process of its own so that its work is nobody's CPU time:
// `benchmark-desk CONVERSATIONS LATENCY_MS CALLS WINDOW` with a limit of so many calls in each window of so many seconds (0
// calls: no limit). It prints its address, and what it was asked when its input ends.
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 4, numbers[3] > 0 else {
  print("benchmark-desk CONVERSATIONS LATENCY_MS CALLS WINDOW")
  exit(64)
}
try await serve(conversations: numbers[0], latency: numbers[1], limit: numbers[2], window: numbers[3])

func serve(conversations: Int, latency: Int, limit: Int, window: Int) async throws {
  let end = Instant(seconds: 1_795_000_000)
  let perInbox = max(1, conversations / 3)
  // More than is needed, and then exactly so many as were asked for.
  let stories = (0..<3).map { number in
    StoryTeller(
      seed: UInt64(number + 1), zone: .utc, endingAt: end, days: 200, conversationsPerDay: perInbox * 13 / 2_000 + 1,
      inbox: Tale.Inbox(id: 101 + number, name: "Inbox \(number + 1)"), channels: [(.email, 1)]
    ).tell().listing(perInbox)
  }
  guard let story = Story.together(stories) else { return }
  var settings = HelpScoutDouble.Settings()
  settings.limit = limit == 0 ? nil : limit
  settings.window = window
  let double = HelpScoutDouble(telling: story, settings: settings, clock: DoubleClock())
  let server = DoubleServer(double)
  server.faults.latency = .milliseconds(latency)
  print(try server.start())
  fflush(nil)  // all streams: Swift does not let one name the global stdout
  while readLine() != nil {}
  var json = JSONWriter()
  json.object { json in
    json.member("calls", server.log.count)
    json.member("refused", server.log.refused)
    json.member("peak", server.log.peak)
    json.member("conversations", story.tales.count)
  }
  print(String(decoding: json.take(), as: UTF8.self))
  await server.stop()
}

extension Story {
  /// The beginning of it, until so many are listed: what was deleted is not, nor what was merged, which goes with what it
  /// was merged into.
  fileprivate func listing(_ count: Int) -> Story {
    var left = count
    var last = 0
    return keeping { tale in
      let standing = tale.standing
      if let survivor = standing.mergedInto { return left > 0 || survivor <= last }
      guard left > 0 else { return false }
      if !standing.isDeleted { left -= 1 }
      last = tale.number
      return true
    }
  }
}
