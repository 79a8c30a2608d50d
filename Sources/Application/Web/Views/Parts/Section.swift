import Markup

/// A section is a head, a rule and what it shows. Boxes are only for what floats.
func sheet(
  _ id: String, _ heading: String, aside: HTML = .nothing, columns: Int? = nil, name: String? = nil,
  @HTMLBuilder content: () -> HTML
) -> HTML {
  section(.class("sec", columns.map { "c\($0)" }, name), .labelled(by: id)) {
    header {
      h2(.id(id)) { heading }
      if !aside.isNothing { div(.class("aside")) { aside } }
    }
    content()
  }
}

/// A table that may be wider than the screen: it scrolls on its own, and keyboards can reach it.
func scrolling(_ name: String, @HTMLBuilder content: () -> HTML) -> HTML {
  div(.class("scroll"), .role(.region), .spoken(name), .tabbable, content: content)
}

/// A column head; figures stand at the right.
func columnHead(_ text: String, isFigure: Bool = false, name: String? = nil) -> HTML {
  th(.scope(.col), .class(isFigure ? "num" : nil, name)) { text }
}
