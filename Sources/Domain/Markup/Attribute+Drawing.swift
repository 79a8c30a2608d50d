/// A place or a size in a drawing: whole pixels, or per cent of the drawing, so that text keeps its size at any width.
package enum Extent: Sendable, Equatable {
  case pixels(Double)
  case percent(Double)

  var text: String {
    switch self {
    case .pixels(let value): Coordinate.text(value)
    case .percent(let value): Coordinate.text(value) + "%"
    }
  }
}

extension Extent: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .pixels(Double(value)) }
}

extension Attribute {
  static func x(_ at: Extent) -> Attribute { Attribute("x", at.text) }
  static func y(_ at: Extent) -> Attribute { Attribute("y", at.text) }
  static func x1(_ at: Extent) -> Attribute { Attribute("x1", at.text) }
  static func x2(_ at: Extent) -> Attribute { Attribute("x2", at.text) }
  static func y1(_ at: Extent) -> Attribute { Attribute("y1", at.text) }
  static func y2(_ at: Extent) -> Attribute { Attribute("y2", at.text) }
  static func cx(_ at: Extent) -> Attribute { Attribute("cx", at.text) }
  static func cy(_ at: Extent) -> Attribute { Attribute("cy", at.text) }
  static func radius(_ radius: Double) -> Attribute { Attribute("r", Coordinate.text(radius)) }
  static func path(_ data: String) -> Attribute { Attribute("d", data) }
  static func points(_ points: String) -> Attribute { Attribute("points", points) }
  static func opacity(_ value: Double) -> Attribute { Attribute("opacity", Coordinate.text(value)) }
  static func viewBox(_ width: Int, _ height: Int) -> Attribute { Attribute("viewBox", "0 0 \(width) \(height)") }
  /// Lines that always and only mean: partial, or not counting. The drawing that is printed first holds them.
  static let hatched = Attribute("fill", "url(#hatch)")
  static let ofHatch = Attribute("id", "hatch")
  static let inPixels = Attribute("patternUnits", "userSpaceOnUse")
  static let slanted = Attribute("patternTransform", "rotate(45)")
  static let stretched = Attribute("preserveAspectRatio", "none")
  static let anchoredInMiddle = Attribute("text-anchor", "middle")
  static let anchoredAtEnd = Attribute("text-anchor", "end")

  package static func width(_ width: Extent) -> Attribute { Attribute("width", width.text) }
  package static func height(_ height: Extent) -> Attribute { Attribute("height", height.text) }
}

/// Numbers inside drawings: two decimals at most, no exponent, a plain hyphen for minus.
enum Coordinate {
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = nearest(value * 100)
    let whole = abs(hundredths) / 100
    let fraction = abs(hundredths) % 100
    let sign = hundredths < 0 ? "-" : ""
    if fraction == 0 { return "\(sign)\(whole)" }
    if fraction % 10 == 0 { return "\(sign)\(whole).\(fraction / 10)" }
    return "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

/// Rounds half away from zero. The library's `rounded()` would be the only reason here to link the C mathematics.
func nearest(_ value: Double) -> Int {
  let bounded = min(max(value, -1e15), 1e15)
  return bounded < 0 ? -Int(0.5 - bounded) : Int(bounded + 0.5)
}
