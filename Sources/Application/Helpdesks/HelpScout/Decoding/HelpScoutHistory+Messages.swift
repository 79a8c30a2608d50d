import Support

extension HelpScoutHistory {
  /// What was said. Of a line item only the words, and only when no other event came of it.
  func message(_ thread: HelpScoutThread, isTold: Bool) -> Event? {
    let author = author(thread)
    guard let kind = kind(thread, by: author) else {
      guard !isTold, let text = thread.action.text else { return nil }
      return message(thread, .systemText, by: author, saying: text)
    }
    return message(thread, kind, by: author, saying: text(thread))
  }

  private func message(_ thread: HelpScoutThread, _ kind: MessageKind, by author: Actor, saying text: String?) -> Event
  {
    var event = event("thread:\(thread.id)", of: thread, .message, .message(kind), by: author)
    event.text = text
    return event
  }

  /// Nothing for line items.
  private func kind(_ thread: HelpScoutThread, by author: Actor) -> MessageKind? {
    switch thread.kind {
    case .customer: .publicReply
    case .message, .phone, .chat: author.kind == .automation || author.kind == .system ? .autoReply : .publicReply
    case .note: .privateNote
    case .forward: .forward
    case .other: .systemText
    case .lineItem: nil
    }
  }

  private func text(_ thread: HelpScoutThread) -> String? {
    if let mail = forum[thread.id] { return mail.content }
    guard let body = thread.body ?? thread.action.text else { return nil }
    let text = UnsubscribeLink.cut(from: HTMLText.plain(body))
    return text.isEmpty ? nil : text
  }

  /// Every inbound entry by itself: one conversation can hold many people of a forum.
  static func forum(_ threads: [HelpScoutThread], subject: String) -> [Int: ForumMail] {
    var mails: [Int: ForumMail] = [:]
    for thread in threads where thread.kind == .customer && ForumMail.isSender(thread.sender) {
      mails[thread.id] = ForumMail(sender: thread.sender, subject: subject, body: .html(thread.body ?? ""))
    }
    return mails
  }

  /// Ratings that entries show. They do not tell when a rating was given: not before the entry that is rated.
  var ratings: [Event] {
    guard takesRatings else { return [] }
    return threads.compactMap { thread in
      guard let rating = thread.rating else { return nil }
      var event = event(
        Rating.helpScoutEventID(thread: thread.id, customer: rating.customerID), of: thread, .inferred,
        .rating(.helpScout(rating.level, of: thread.id, crediting: credited(thread))), by: rater(rating, thread))
      event.text = rating.comments
      event.isInferred = true
      return event
    }
  }

  private func credited(_ thread: HelpScoutThread) -> Int? {
    author(thread).kind == .agent ? thread.author?.id : nil
  }

  private func rater(_ rating: HelpScoutThreadRating, _ thread: HelpScoutThread) -> Actor {
    let known = [thread.customer, conversation.customer].compactMap { $0 }.first { $0.id == rating.customerID }
    return known.map(directory.customer)
      ?? Actor(kind: .customer, id: rating.customerID.map(String.init) ?? "", name: "")
  }
}
