package import CivilTime
import YAMLReader

extension Settings {
  package struct Person: Sendable, Equatable {
    package struct Membership: Sendable, Equatable {
      package var team: String
      package var from: LocalDay?
      package var to: LocalDay?
    }

    package var name: String
    package var username: String?
    package var email: String?
    /// A month's cost in minor units of the workspace's currency.
    package var cost: Int?
    package var supportShare: ExactDecimal
    /// From when cost and share hold; a later entry of the same name takes over.
    package var from: LocalDay?
    package var to: LocalDay?
    /// By source id, the person's ids or names there.
    package var aliases: [String: [String]]
    package var teams: [Membership]
  }

  package struct Product: Sendable, Equatable {
    package struct FieldRule: Sendable, Equatable {
      package var field: String
      package var values: [String]
    }

    package var name: String
    package var tags: [String]
    package var inboxes: [String]
    package var pipelines: [String]
    package var categories: [String]
    package var fields: [FieldRule]
  }

  package struct Client: Sendable, Equatable {
    package struct Brand: Sendable, Equatable {
      /// A file, relative to nothing: the settings' folder is already in front.
      package var logo: String?
      package var colour: String?
    }

    package var name: String
    package var domains: [String]
    package var aliases: [String: [String]]
    /// Its seats, endpoints or orders, each number from a day on; from the beginning without one.
    package var sizes: [Size]
    package var brand: Brand

    package struct Size: Sendable, Equatable {
      package var from: LocalDay?
      package var size: ExactDecimal
    }
  }
}

extension Settings.Person {
  static func all(reading section: SettingsSection, currency: Settings.Currency) -> [Self] {
    var known: [(name: String, from: LocalDay?)] = []
    return section.sections("people") { section in
      guard let person = Self(reading: section, currency: currency) else { return nil }
      if known.contains(where: { $0 == (person.name, person.from) }) {
        section.report(
          "name", "\(person.name) is listed twice", at: section.place,
          hint: "a second entry needs a later from: day, since when it holds")
      }
      known.append((person.name, person.from))
      return person
    }
  }

  private init?(reading section: SettingsSection, currency: Settings.Currency) {
    let name = section.require("name", section.value("name", .text))
    username = section.value("username", .text)
    email = section.value("email", .email)
    cost = section.value("cost", .money(currency))
    supportShare = section.value("support_share", .share) ?? .one
    (from, to) = section.days()
    aliases = section.aliases()
    teams = section.sections("teams", Membership.init(reading:))
    guard let name else { return nil }
    self.name = name
  }
}

extension Settings.Person.Membership {
  fileprivate init?(reading section: SettingsSection) {
    (from, to) = section.days()
    guard let team = section.require("team", section.value("team", .text)) else { return nil }
    self.team = team
  }
}

extension Settings.Product {
  init?(reading section: SettingsSection) {
    tags = section.list("tags", .text) ?? []
    inboxes = section.list("inbox", .text) ?? []
    pipelines = section.list("pipeline", .text) ?? []
    categories = section.list("category", .text) ?? []
    fields = section.entries("field").map { pair in
      let values = (pair.value.elements ?? [pair.value]).compactMap { section.follow($0, "field")?.text }
      return FieldRule(field: pair.key, values: values)
    }
    guard let name = section.require("name", section.value("name", .text)) else { return nil }
    self.name = name
  }
}

extension Settings.Client {
  init?(reading section: SettingsSection) {
    domains = section.list("domains", .domain) ?? []
    aliases = section.aliases()
    sizes = section.sizes()
    brand = section.section("brand", Brand.init(reading:))
    guard let name = section.require("name", section.value("name", .text)) else { return nil }
    self.name = name
  }
}

extension Settings.Client.Brand {
  fileprivate init(reading section: SettingsSection) {
    logo = section.value("logo", .text).map(section.reader.inFolder)
    colour = section.value("colour", .colour)
  }
}

extension SettingsSection {
  /// `from` is the first day, `to` the day after the last one.
  func days() -> (from: LocalDay?, to: LocalDay?) {
    let from = value("from", SettingsForm<LocalDay>.day)
    let to = value("to", SettingsForm<LocalDay>.day)
    if let from, let to, to <= from {
      report("to", "\(to) is not after \(from)", at: place, hint: "write the day after the last one")
      return (from, nil)
    }
    return (from, to)
  }

  /// One id for a source, or several.
  func aliases() -> [String: [String]] {
    var aliases: [String: [String]] = [:]
    for pair in entries("aliases") {
      aliases[pair.key] = (pair.value.elements ?? [pair.value]).compactMap { follow($0, "aliases")?.text }
    }
    return aliases
  }

  /// `size: 120`, or a number for each day from which it holds.
  fileprivate func sizes() -> [Settings.Client.Size] {
    guard node("size")?.pairs != nil else {
      return value("size", .weight).map { [Settings.Client.Size(from: nil, size: $0)] } ?? []
    }
    return entries("size").compactMap { pair in
      let given = SettingsText(pair.key, at: reader.place(pair.keyMark))
      guard let day = read(given, SettingsForm<LocalDay>.day, key: "size"),
        let size = follow(pair.value, "size").flatMap({ read($0, .weight, key: "size") })
      else { return nil }
      return Settings.Client.Size(from: day, size: size)
    }
  }

  /// A set of keys of the file's own, each with one text.
  func texts(_ key: String) -> [String: String] {
    var texts: [String: String] = [:]
    for pair in entries(key) { texts[pair.key] = follow(pair.value, key)?.text }
    return texts
  }
}
