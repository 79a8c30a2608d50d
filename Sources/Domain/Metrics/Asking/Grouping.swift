/// Takes counted groups apart into what their codes stand for, and gives each its labels and its place.
struct Grouping {
  let breakdown: Breakdown
  /// How many of the axes are the question's own; those behind are there for filters that ask for parts of rows.
  private let shown: Int
  private let wanted: [(axis: Int, labels: Set<String>)]
  /// Of each axis. Answers can have tens of thousands of groups, and an axis is much to hand about.
  private let labels: [[String]]
  private let sizes: [Int]

  init(_ asked: Asked, by dimensions: [Dimension], classes: [String], filter: RowFilter) {
    let hidden = filter.partial.map(\.dimension).filter { !dimensions.contains($0) }
    breakdown = Breakdown(asked, dimensions + hidden, classes: classes)
    shown = dimensions.count
    labels = breakdown.axes.map(\.labels)
    sizes = breakdown.axes.map(\.size)
    wanted = filter.partial.compactMap { filter in
      (dimensions + hidden).firstIndex(of: filter.dimension).map { ($0, Set(filter.values)) }
    }
  }

  /// Nothing is split: a group is what its codes say.
  var isPlain: Bool { breakdown.axes.allSatisfy { $0.parts == nil } }

  /// Whether a filter asks for parts of rows, so that the whole is not the count of rows.
  var asksForParts: Bool { !wanted.isEmpty }

  /// Whether the labelled groups make up the whole.
  var addsUp: Bool { breakdown.axes.prefix(shown).allSatisfy(\.addsUp) }

  struct Part {
    /// A label's number for each of the question's own axes.
    var labels: [Int]
    var share: Double
  }

  /// What a group stands for, as far as the filters want it.
  func parts(of group: Int) -> [Part] {
    var parts = [Part(labels: [], share: 1)]
    for (number, code) in breakdown.codes(of: group).enumerated() {
      let axis = breakdown.axes[number]
      var own = axis.parts(of: code)
      if let filter = wanted.first(where: { $0.axis == number }) {
        own.removeAll { !filter.labels.contains(axis.labels[$0.label]) }
      }
      parts = parts.flatMap { part in
        own.map { more in
          Part(labels: number < shown ? part.labels + [more.label] : part.labels, share: part.share * more.share)
        }
      }
    }
    return parts
  }

  func names(_ places: [Int]) -> [String] { zip(labels, places).map { $0[$1] } }

  func names(of group: Int) -> [String] {
    var names: [String] = []
    names.reserveCapacity(sizes.count)
    var weight = breakdown.size
    for number in sizes.indices {
      weight /= sizes[number]
      names.append(labels[number][group / weight % sizes[number]])
    }
    return names
  }

  /// In the order of `precedes`, by one number each, because answers can have tens of thousands of groups.
  func inOrder(_ groups: [(group: Int, count: Int)]) -> [(group: Int, count: Int)] {
    let ranks = breakdown.axes.map(\.ranks)
    let isTime = breakdown.axes.first.map { $0.dimension.isTime || $0.dimension == .class } ?? false
    let keyed = groups.indices.map { place -> (key: UInt128, place: Int) in
      var weight = breakdown.size
      var rank = 0
      var first = 0
      for (number, size) in sizes.enumerated() {
        weight /= size
        let code = groups[place].group / weight % size
        if number == 0, isTime { first = code }
        rank = rank * size + ranks[number][code]
      }
      let heavy = UInt32.max - UInt32(clamping: groups[place].count)
      return (UInt128(first) << 96 | UInt128(heavy) << 64 | UInt128(rank), place)
    }
    return keyed.sorted { $0.key < $1.key }.map { groups[$0.place] }
  }

  /// Groups of time stay in the order of time; classes in their own; else the heavier first, then by name.
  func precedes(_ left: (labels: [Int], weight: Double), _ right: (labels: [Int], weight: Double)) -> Bool {
    if let first = breakdown.axes.first, first.dimension.isTime || first.dimension == .class,
      left.labels[0] != right.labels[0]
    {
      return left.labels[0] < right.labels[0]
    }
    if left.weight != right.weight { return left.weight > right.weight }
    return names(left.labels).lexicographicallyPrecedes(names(right.labels))
  }
}
