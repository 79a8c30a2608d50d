/// An element that holds others: `div(.class("grid")) { … }`.
package struct Tag: Sendable {
  let name: String

  init(_ name: String) { self.name = name }

  package func callAsFunction(_ attributes: Attribute?..., @HTMLBuilder content: () -> HTML) -> HTML {
    element(attributes, [content()])
  }

  package func callAsFunction(_ attributes: Attribute?...) -> HTML {
    element(attributes, [])
  }

  private func element(_ attributes: [Attribute?], _ content: [HTML]) -> HTML {
    .element(HTML.Element(name: name, ending: .tag, attributes: attributes.compactMap { $0 }, content: content))
  }
}

/// An element that cannot hold anything, so that giving it content does not compile.
package struct VoidTag: Sendable {
  let name: String
  let ending: HTML.Ending

  init(_ name: String, _ ending: HTML.Ending = .none) {
    self.name = name
    self.ending = ending
  }

  package func callAsFunction(_ attributes: Attribute?...) -> HTML {
    .element(HTML.Element(name: name, ending: ending, attributes: attributes.compactMap { $0 }, content: []))
  }
}
