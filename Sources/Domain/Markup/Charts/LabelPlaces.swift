/// Where labels under marks can stand without touching: under the mark, or to one side of it, or nowhere.
struct LabelPlaces {
  enum Side: CaseIterable {
    case middle
    case left
    case right

    var anchor: Attribute? {
      switch self {
      case .middle: .anchoredInMiddle
      case .left: .anchoredAtEnd
      case .right: nil
      }
    }

    fileprivate func span(at place: Double) -> ClosedRange<Double> {
      switch self {
      case .middle: place - LabelPlaces.width / 2...place + LabelPlaces.width / 2
      case .left: place - LabelPlaces.width...place
      case .right: place...place + LabelPlaces.width
      }
    }
  }

  /// One for each mark; a label that fits nowhere is left out, since the words stand elsewhere too.
  private(set) var sides: [Side?] = []

  /// Places are in per cent of the width, from left to right.
  init(at places: [Double]) {
    var end = 0.0
    for place in places {
      let side = Side.allCases.first { side in
        let span = side.span(at: place)
        return span.lowerBound >= end && span.upperBound <= (side == .middle ? 100 - LabelPlaces.margin : 100)
      }
      if let side { end = side.span(at: place).upperBound }
      sides.append(side)
    }
  }

  /// On a phone a label takes more of the width: near the end it stands to the left of its mark.
  private static let margin = 4.0
  /// What a label of some twelve letters takes on a desk.
  private static let width = 13.0
}
