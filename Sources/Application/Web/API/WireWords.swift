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
    }
  }
}

extension Happening {
  var word: String {
    switch self {
    case .message(let kind): kind.rawValue
    case .state(let state): "state:\(state.rawValue)"
    case .assignment: "assignment"
    case .spam(let flag): flag ? "spam" : "not_spam"
    case .deleted(let flag): flag ? "deleted" : "restored"
    case .merged: "merged"
    }
  }
}
