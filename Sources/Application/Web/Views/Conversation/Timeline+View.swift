import Markup

extension TimelineDay {
  var html: HTML {
    group {
      li(.class("day")) { h3 { title } }
      for entry in entries { entry.html }
    }
  }
}

extension TimelineEntry {
  var html: HTML {
    li(.class(kind.name)) {
      Markup.time(.datetime(instant)) { time }
      if kind.isMessage { message } else { event }
    }
  }

  private var message: HTML {
    div {
      p {
        b { bdi { actor } }
        " "
        span(.class("q s")) { role }
        marks
      }
      if let text { text.html }
    }
  }

  private var event: HTML {
    p(.class("ev")) {
      if !actor.isEmpty {
        group {
          b { bdi { actor } }
          " "
        }
      }
      role
      marks
    }
  }

  private var marks: HTML {
    group {
      for tag in tags {
        " "
        span(.class("tag")) { tag }
      }
      if let status {
        " "
        status.html
      }
    }
  }
}

extension FoldedText {
  var html: HTML {
    group {
      blockquote(.directionOfText) { rest == nil ? beginning : beginning + " …" }
      if let rest {
        details {
          summary { "Show the rest, \(Figures.count(rest.count, "character", "characters"))" }
          div { blockquote(.directionOfText) { rest } }
        }
      }
    }
  }
}

extension TimelineEntry.Kind {
  fileprivate var name: String? {
    switch self {
    case .customer: "theirs"
    case .reply: "ours"
    case .automaticReply, .bot: "auto"
    case .note: "priv"
    case .event: nil
    case .gap: "gap"
    }
  }

  fileprivate var isMessage: Bool {
    switch self {
    case .customer, .reply, .automaticReply, .bot, .note: true
    case .event, .gap: false
    }
  }
}
