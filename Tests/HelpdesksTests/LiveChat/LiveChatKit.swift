import CivilTime
import Helpdesks
import Support
import VendorDoubles

let liveChatNow = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)

extension LiveChatDouble.Person {
  static let ann = LiveChatDouble.Person(id: "ann@acme.example", name: "Ann")
  static let robo = LiveChatDouble.Person(id: LiveChatSamples.robo, name: "Robo", isBot: true)
}

/// A double whose clock stands at `liveChatNow`.
func liveChatDouble(_ change: (inout LiveChatDouble.Account) -> Void = { _ in }) -> LiveChatDouble {
  let double = LiveChatDouble(LiveChatDouble.Account(change), clock: DoubleClock(at: liveChatNow))
  double.employ(.ann, .robo, inGroups: [3: "Sales"])
  return double
}

extension LiveChatDouble {
  /// A short chat that is over.
  func tell(_ thread: String, at begin: Instant, microsecond: Int = 0) {
    self.begin(thread, group: 3, at: begin, microsecond: microsecond)
    say(thread, "Hello?", at: begin + 10)
    say(thread, by: .ann, "Hi!", at: begin + 60)
    archive(thread, by: .agent(.ann), at: begin + 120)
  }
}

func servingLiveChat<T: Sendable>(
  _ double: LiveChatDouble, token: String = "pat-right", accountID: String? = LiveChatDouble.Account().id,
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let desk = LiveChat(source: "chat", baseURL: address, accountID: accountID, token: token)
    return try await body(try VendorWalk(desk), server)
  }
}
