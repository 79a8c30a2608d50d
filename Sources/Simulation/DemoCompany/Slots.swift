/// What stands in the slots of one chat's texts: the same shop and product from beginning to end.
struct Slots {
  private var values: [String: String]

  init(product: String?, _ chance: inout Chance) {
    values = [
      "customer": chance.pick(Slots.customers),
      "product": product ?? chance.pick(Slots.products),
      "version": "\(chance.within(3...7)).\(chance.below(10)).\(chance.below(20))",
      "order": "HS-\(chance.within(10_000...99_999))",
      "shop": chance.pick(Slots.shops),
      "browser": chance.pick(["Firefox", "Safari", "Chrome", "Edge", "Samsung Internet"]),
      "amount": "€\(chance.within(19...499)).\(chance.within(10...99))",
      "days": "\(chance.within(2...30))",
      "seconds": "\(chance.within(3...40))",
      "agent": "your team",
    ]
  }

  mutating func meet(_ agent: String) { values["agent"] = agent }

  mutating func meet(customer: String) { values["customer"] = customer }

  /// The template with its slots filled.
  func fill(_ template: String) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var text = ""
    var rest = template[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      text += rest[..<open]
      let name = rest[rest.utf8.index(after: open)..<close]
      text += values[String(name)] ?? ""
      rest = rest[rest.utf8.index(after: close)...]
    }
    return text + rest
  }

  private static let products = [
    "Halden Checkout", "Halden Search", "Halden Stock", "Halden Labels", "Halden Reviews", "Halden Invoices",
  ]

  private static let shops = [
    "brettspiel-ecke.example", "velohaus.example", "ceramica-luz.example", "northern-yarns.example",
    "teaandtins.example",
    "plantenwinkel.example", "atelier-moreau.example", "kaffee-kontor.example", "runfast.example",
    "papierliebe.example",
    "montana-outdoor.example", "vinilo-club.example",
  ]

  private static let customers = [
    "Anna", "Jonas", "Lucía", "Pieter", "Chloé", "Marek", "Aisha", "Tom", "Greta", "Ravi", "Nora", "Emil", "Sofia",
    "Ben",
    "Yuki", "Carlos", "Ida", "Oluwaseun", "Petra", "Luca",
  ]
}
