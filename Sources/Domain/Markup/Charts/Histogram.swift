/// How many fell into each of equally wide bins, with the median as a dotted line.
package struct Histogram: Sendable, Equatable {
  package struct Edge: Sendable, Equatable {
    /// In bins from the left; 0 is where the first begins.
    package var bin: Int
    package var label: String

    package init(bin: Int, label: String) {
      self.bin = bin
      self.label = label
    }
  }

  package var counts: [Int]
  package var edges: [Edge]
  /// In bins from the left, so 2.5 lies in the middle of the third.
  package var median: Double?
  package var medianLabel: String
  /// The bin of the case in view, drawn in ink.
  package var subject: Int?
  package var subjectLabel: String
  package var alternative: String

  package init(
    counts: [Int], edges: [Edge], median: Double? = nil, medianLabel: String = "", subject: Int? = nil,
    subjectLabel: String = "this one", alternative: String
  ) {
    self.counts = counts
    self.edges = edges
    self.median = median
    self.medianLabel = medianLabel
    self.subject = subject
    self.subjectLabel = subjectLabel
    self.alternative = alternative
  }

  package var html: HTML {
    drawing(height: 150, alternative: alternative) {
      for bin in counts.indices { bar(bin) }
      line(.class("ax"), .x2(.percent(100)), .y1(.pixels(Self.bottom + 0.5)), .y2(.pixels(Self.bottom + 0.5)))
      for edge in edges { label(edge) }
      if let median { medianLine(at: median) }
    }
  }

  private static let bottom = 122.0
  private static let tallest = 84.0

  private func x(_ bins: Double) -> Double { bins / Double(max(counts.count, 1)) * 100 }

  private func height(_ bin: Int) -> Double {
    let most = counts.max() ?? 0
    return most > 0 ? Double(counts[bin]) / Double(most) * Self.tallest : 0
  }

  private func bar(_ bin: Int) -> HTML {
    let top = Self.bottom - height(bin)
    let isSubject = bin == subject
    return group {
      rect(
        .class(isSubject ? "fi" : "f1"), isSubject ? nil : .opacity(0.55), .x(.percent(x(Double(bin)) + 0.3)),
        .y(.pixels(top)), .width(.percent(max(x(1) - 0.6, 0.2))), .height(.pixels(height(bin))))
      if isSubject { name(bin, above: top) }
    }
  }

  /// At the edges it stands beside its bar's middle, so that it stays on the drawing and off the median's words.
  private func name(_ bin: Int, above top: Double) -> HTML {
    let place = x(Double(bin) + 0.5)
    let isEarly = place < 10
    let anchor: Attribute? = isEarly ? nil : place > 90 ? .anchoredAtEnd : .anchoredInMiddle
    return words(
      subjectLabel, x: .percent(isEarly ? x(Double(bin) + 1) + 0.5 : place), y: isEarly ? top + 12 : top - 6, anchor,
      name: "k")
  }

  private func label(_ edge: Edge) -> HTML {
    let anchor: Attribute? = edge.bin == 0 ? nil : edge.bin == counts.count ? .anchoredAtEnd : .anchoredInMiddle
    return words(edge.label, x: .percent(x(Double(edge.bin))), y: Self.bottom + 17, anchor)
  }

  private func medianLine(at median: Double) -> HTML {
    let place = x(median)
    let isRight = place > 60
    return group {
      line(.class("an"), .x1(.percent(place)), .x2(.percent(place)), .y1(10), .y2(.pixels(Self.bottom)))
      words(
        medianLabel, x: .percent(isRight ? place - 1 : place + 1), y: 16, isRight ? .anchoredAtEnd : nil)
    }
  }
}
