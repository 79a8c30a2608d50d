/// A piece of a page. It is built as a value and written once, into one growing buffer of bytes.
package enum HTML: Sendable, Equatable {
  /// Escaped when written.
  case text(String)
  /// Written as it is: the one way around escaping, and easy to search for.
  case raw(String)
  case element(Element)
  case group([HTML])
  /// Left open for what differs from reader to reader; filled when the page is given to one.
  case blank(Blank)

  package static let nothing = HTML.group([])

  /// An element with its attributes and what stands in it.
  package struct Element: Sendable, Equatable {
    var name: String
    var ending: Ending
    var attributes: [Attribute]
    var content: [HTML]
  }

  /// How an element ends: with a tag of its own, not at all (`<br>`), or at once, as shapes in SVG do.
  package enum Ending: Sendable, Equatable {
    case tag
    case none
    case slash
  }

  package var isNothing: Bool { self == .nothing }
}

extension HTML {
  /// The bytes of this piece.
  package func rendered(formToken: FormToken? = nil) -> [UInt8] {
    var writer = MarkupWriter()
    writer.write(self)
    return writer.print.filled(formToken: formToken)
  }

  /// The bytes of a whole document, doctype included.
  package func renderedDocument(formToken: FormToken? = nil) -> [UInt8] {
    printedDocument().filled(formToken: formToken)
  }

  /// A whole document that can be given to several readers.
  package func printedDocument() -> Print {
    var writer = MarkupWriter(reserving: 32 * 1024)
    writer.write(.raw("<!doctype html>\n"))
    writer.write(self)
    return writer.print
  }
}
