import JSONReader

/// A customer's thumb up or down: the last one counts, and it can be taken back.
struct LiveChatRating {
  /// True for good.
  private(set) var score: Bool?
  private(set) var comment: String?
  /// The message that told of it.
  private(set) var ratedBy: LiveChatEvent?

  init() {}

  /// Properties say what holds now, messages when it was said. They stand on the thread, on an event or on the chat;
  /// on the chat they may belong to another of its threads.
  init(of thread: LiveChatThread) {
    var isCancelled = false
    for event in thread.events {
      take(event, &isCancelled)
    }
    guard !isCancelled else { return }
    let places = [thread.properties["rating"]] + (thread.isAlone ? [thread.chatProperties["rating"]] : [])
    if let told = places.lazy.compactMap({ LiveChatRating.score($0["score"].livechatText) }).first { score = told }
    if let told = places.lazy.compactMap({ $0["comment"].livechatText }).first { comment = told }
  }

  private mutating func take(_ event: LiveChatEvent, _ isCancelled: inout Bool) {
    if !event.rating.isMissingOrNull {
      comment = event.rating["comment"].livechatText ?? comment
      if let told = LiveChatRating.score(event.rating["score"].livechatText) {
        (score, ratedBy, isCancelled) = (told, event, false)
      }
    }
    guard case .system(let message) = event.content else { return }
    switch message.meaning {
    case .rated: (score, ratedBy, isCancelled) = (LiveChatRating.score(message.blank("score")), event, false)
    case .commented:
      comment = message.blank("comment") ?? comment
      ratedBy = ratedBy ?? event
    case .ratingCancelled: (self, isCancelled) = (LiveChatRating(), true)
    default: break
    }
  }

  /// 1 is good and 0 is bad: a scale of two, not one of five. The messages use the words.
  private static func score(_ text: String?) -> Bool? {
    switch text?.lowercased() {
    case "1", "good": true
    case "0", "bad": false
    default: nil
    }
  }
}
