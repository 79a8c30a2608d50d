/// An attribute of an element. There is none for styles and none for handlers: our pages forbid both.
package struct Attribute: Sendable, Equatable {
  let name: String
  /// Nothing for a flag such as `open`.
  let value: String?

  init(_ name: String, _ value: String? = nil) {
    self.name = name
    self.value = value
  }
}

// Everywhere.
extension Attribute {
  /// Classes with a condition are given as nothing where it does not hold.
  package static func `class`(_ names: String?...) -> Attribute? {
    let given = names.compactMap { $0 }.filter { !$0.isEmpty }
    return given.isEmpty ? nil : Attribute("class", given.joined(separator: " "))
  }
  package static func id(_ id: String) -> Attribute { Attribute("id", id) }
  package static func lang(_ language: String) -> Attribute { Attribute("lang", language) }
  package static func data(_ name: String, _ value: String) -> Attribute { Attribute("data-" + name, value) }
  package static func title(_ text: String) -> Attribute { Attribute("title", text) }
  package static let tabbable = Attribute("tabindex", "0")
  package static let focusableByScript = Attribute("tabindex", "-1")
  package static let popover = Attribute("popover")
  package static let hidden = Attribute("hidden")
  /// For text of unknown language: it decides its own direction and cannot turn ours around.
  package static let directionOfText = Attribute("dir", "auto")
}

// For those who listen.
extension Attribute {
  package enum Role: String, Sendable {
    case alert, cell, columnheader, group, img, region, row, rowgroup, rowheader, status, table
  }
  package static func role(_ role: Role) -> Attribute { Attribute("role", role.rawValue) }
  package static func spoken(_ label: String) -> Attribute { Attribute("aria-label", label) }
  package static func labelled(by id: String) -> Attribute { Attribute("aria-labelledby", id) }
  package static func described(by id: String) -> Attribute { Attribute("aria-describedby", id) }
  package static let unspoken = Attribute("aria-hidden", "true")
  package static let invalid = Attribute("aria-invalid", "true")
  package static let currentPage = Attribute("aria-current", "page")
  package static let current = Attribute("aria-current", "true")
  package static let sortedDown = Attribute("aria-sort", "descending")
}

// Addresses.
extension Attribute {
  package static func href(_ address: String) -> Attribute? { Address(address).map { Attribute("href", $0.text) } }
  package static func source(_ address: String) -> Attribute? { Address(address).map { Attribute("src", $0.text) } }
  package static func action(_ address: String) -> Attribute? { Address(address).map { Attribute("action", $0.text) } }
  package static func rel(_ relation: String) -> Attribute { Attribute("rel", relation) }
  package static let deferred = Attribute("defer")
  package static let download = Attribute("download")
}

/// An address a browser may follow. Links come from helpdesks too, and `javascript:` is one of the things they may hold.
struct Address {
  let text: String

  init?(_ text: String) {
    let beforePath = text.utf8.prefix { !"/?#".utf8.contains($0) }
    if let colon = beforePath.firstIndex(of: UInt8(ascii: ":")) {
      let scheme = String(decoding: beforePath[..<colon], as: UTF8.self).lowercased()
      guard ["http", "https", "mailto"].contains(scheme) else { return nil }
    }
    self.text = text
  }
}
