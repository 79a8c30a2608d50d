import Metrics

/// A table of products and people for whoever spreads cost: M05 by product and person, and nothing for nobody.
struct CostTable {
  /// Everybody whom the settings list and whoever else replied, by name: no reply falls under the table.
  let people: [String]
  /// The products of the settings, and what conversations without one are called.
  let products: [String]
  private let cells: [Cell: MetricValue]
  let hasReplies: Bool

  private struct Cell: Hashable {
    var product: String
    var person: String
  }

  init(_ replies: Answer, products: [String], people: [String]) {
    var cells: [Cell: MetricValue] = [:]
    for group in replies.groups where group.labels.count == 2 {
      let product = group.labels[0] == ProductRules.unmapped ? CostTable.others : group.labels[0]
      cells[Cell(product: product, person: group.labels[1])] = group.value
    }
    self.cells = cells
    self.people = Set(people + cells.keys.map(\.person)).sorted()
    self.products = Set(products + cells.keys.map(\.product)).sorted()
    hasReplies = replies.sample > 0
  }

  private static let others = "Others"

  var text: String {
    let lines = products.map { product in
      CSVText.line([product] + people.map { words(cells[Cell(product: product, person: $0)]) })
    }
    return CSVText.line(["Product"] + people) + lines.joined()
  }

  /// A conversation about two products gives each a half of its replies.
  private func words(_ value: MetricValue?) -> String {
    switch value ?? MetricValue.none {
    case .count(let count): String(count)
    case .amount(let amount): amount == amount.rounded() ? String(Int(amount)) : amount.description
    default: "0"
    }
  }
}
