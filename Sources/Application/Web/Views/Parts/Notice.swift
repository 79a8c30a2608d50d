import Markup

/// What happened, what it means for the figures, and one thing to do about it.
struct Notice: Sendable, Equatable {
  var tone: Status.Tone
  var title: String
  var body: Sentence
  /// Spoken at once by screen readers: only for what just went wrong.
  var isUrgent = false

  var html: HTML {
    div(.class("note", tone.noteClass), isUrgent ? .role(.alert) : nil) {
      p(.class("what")) {
        if tone != .neutral { span(.class("st", tone.rawValue)) }
        title
      }
      p { body.html }
    }
  }
}

extension Status.Tone {
  fileprivate var noteClass: String? {
    switch self {
    case .good: "is-good"
    case .warn: "is-warn"
    case .bad: "is-bad"
    case .running, .neutral: nil
    }
  }
}
