import Support

// The words by which the API calls what the domain knows as cases.

extension Standing {
  var word: String {
    switch self {
    case .counted: "counted"
    case .spam: "spam"
    case .deleted: "deleted"
    case .merged: "merged"
    case .autoReplyOnly: "auto_reply_only"
    case .test: "test"
    case .excludedPerson: "excluded_person"
    }
  }
}

extension Message.Role {
  var word: String {
    switch self {
    case .customer: "customer"
    case .reply: "reply"
    case .autoReply: "auto_reply"
    case .bot: "bot"
    case .note: "private_note"
    case .service: "service_message"
    case .unknown: "unknown_sender"
    case .excludedReply: "excluded_person"
    }
  }
}

extension Happening {
  var word: String {
    switch self {
    case .message(let kind): kind.rawValue
    case .state(let state): "state:\(state.rawValue)"
    case .assignment(let person): person == nil ? "unassigned" : "assignment"
    case .team: "team"
    case .inbox: "inbox"
    case .tag(_, let isSet): isSet ? "tag_added" : "tag_removed"
    case .attribute(let attribute, _): attribute.rawValue
    case .rating: "rating"
    case .surveySent: "survey_sent"
    case .timeEntry: "time_entry"
    case .queued: "queued"
    case .joined: "joined"
    case .handOff: "hand_off"
    case .withdrawn: "withdrawn"
    case .spam(let flag): flag ? "spam" : "not_spam"
    case .deleted(let flag): flag ? "deleted" : "restored"
    case .merged: "merged"
    }
  }

  /// What the word is about: a tag's name, a person's id, a score; nothing where the word says it all.
  var value: String? {
    switch self {
    case .assignment(let person): person
    case .team(let id): id
    case .inbox(let id): id
    case .tag(let name, _): name
    case .attribute(_, let value): value
    case .rating(let rating): "\(rating.score)/\(rating.scale)"
    case .timeEntry(let entry): "\(entry.seconds)"
    case .merged(let key): key.text
    default: nil
    }
  }
}
