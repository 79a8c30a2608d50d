import Markup

/// The name of a number where there is no room for its card: it opens the number, and says on hover and focus what it
/// means.
struct Explained: Sendable, Equatable {
  var name: String
  var sentence: String
  var href: String

  var html: HTML {
    a(.class("term"), .href(href)) {
      name
      span(.class("hint"), .unspoken) { sentence }
    }
  }
}

/// The head of a column of one number.
func columnHead(_ number: Explained, isSorted: Bool = false, name: String? = nil) -> HTML {
  th(.scope(.col), .class("num", name), isSorted ? .sortedDown : nil) { number.html }
}
