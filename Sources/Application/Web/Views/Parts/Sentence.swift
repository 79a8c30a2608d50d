import Markup

/// Words with figures in them. A figure that opens its rows is a receipt and looks like one.
struct Sentence: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text(String)
    case strong(String)
    case figure(String, href: String?)
    case link(String, href: String)
    case status(Status)
    /// What somebody outside calls something: it cannot turn our text around.
    case name(String)
    case code(String)
    /// A link that looks like a button.
    case way(String, href: String)
  }
  var parts: [Part]

  init(_ parts: Part...) { self.parts = parts }

  init(parts: [Part]) { self.parts = parts }

  var isEmpty: Bool { parts.isEmpty }

  var html: HTML { .group(parts.map(\.html)) }
}

extension Sentence: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self.init(.text(text)) }
}

extension Sentence.Part {
  var html: HTML {
    switch self {
    case .text(let text): .text(text)
    case .strong(let text): b { text }
    case .figure(let text, let href): Figure(text, href: href).html
    case .link(let text, let href): a(.href(href)) { text }
    case .status(let status): status.html
    case .name(let name): bdi { name }
    case .code(let text): Markup.code { text }
    case .way(let text, let href): a(.class("btn"), .href(href)) { text }
    }
  }
}

/// A figure, ready to print, and the address of its rows where it has any.
struct Figure: Sendable, Equatable {
  var text: String
  var href: String?

  init(_ text: String, href: String? = nil) {
    self.text = text
    self.href = href
  }

  var html: HTML {
    guard let href else { return span(.class("nb")) { text } }
    return a(.class("n"), .href(href)) { text }
  }
}
