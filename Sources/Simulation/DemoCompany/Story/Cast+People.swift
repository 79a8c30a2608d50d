extension Cast {
  /// The roster, in its order, and the bot.
  static let everybody: [Staff] = {
    let people = zip(Roster.everyone, staffDetails).enumerated().map { index, person in
      Staff(
        id: index + 1, firstName: person.0.firstName, lastName: person.1.lastName, username: person.0.username,
        email: person.0.email, forumName: person.1.forumName, teamID: person.1.teamID, isBot: false)
    }
    let bot = Staff(
      id: people.count + 1, firstName: HaldenSoftware.bot, lastName: "", username: "halden-bot",
      email: "bot@halden.example", forumName: HaldenSoftware.bot, teamID: 1, isBot: true)
    return people + [bot]
  }()

  private static let staffDetails: [(lastName: String, forumName: String, teamID: Int)] = [
    ("Lindqvist", "Mara (Halden Support)", 1), ("Kern", "tobiaskern", 2), ("Raman", "Priya R.", 2),
    ("Alarcón", "Diego Alarcón", 1), ("Nowak", "ewa_n", 3), ("O’Neill", "Sam O'Neill", 1), ("Sato", "hana 🌊", 1),
  ]

  static let clients: [Company] = clientDetails.enumerated().map { index, client in
    // The first two of a company's people.
    let first = index * peoplePerCompany + 1
    return Company(id: index + 1, name: client.name, domains: client.domains, headID: first, primeID: first + 1)
  }

  private static let clientDetails: [(name: String, domains: [String])] = [
    ("Brettspiel-Ecke GmbH", ["brettspiel-ecke.example"]),
    ("Velohaus AG", ["velohaus.example", "velohaus-werk.example"]),
    ("Cerámica Luz", ["ceramica-luz.example"]), ("Northern Yarns Ltd", ["northern-yarns.example"]),
    ("Plantenwinkel", ["plantenwinkel.example"]), ("Kaffee-Kontor", ["kaffee-kontor.example"]),
    ("Montana Outdoor Inc.", ["montana-outdoor.example", "montana-rentals.example"]),
    ("Vinilo Club", ["vinilo-club.example"]),
  ]

  private static let peoplePerCompany = 6
  private static let privatePeople = 72

  /// Those of companies first, then people on their own.
  static let writers: [Customer] = {
    let employed = clientDetails.count * peoplePerCompany
    return (0..<employed + privatePeople).map { index in
      let first = firstNames[index % firstNames.count]
      let last = lastNames[(index * 7 + 3) % lastNames.count]
      let company = index < employed ? index / peoplePerCompany : nil
      let domains = company.map { clientDetails[$0].domains } ?? ["freemail.example", "postbox.example"]
      return Customer(
        id: index + 1, name: "\(first) \(last)",
        email: "\(plain(first)).\(plain(last))@\(domains[index % domains.count])", companyID: company.map { $0 + 1 })
    }
  }()

  static let forumPeople: [Customer] = forumNames.enumerated().map { index, name in
    Customer(id: writers.count + index + 1, name: name, email: nil, companyID: nil)
  }

  /// Their numbers, 26 and 25, have no divisor in common, so no name comes twice.
  private static let firstNames = [
    "Anna", "Jonas", "Lucía", "Pieter", "Chloé", "Marek", "Aisha", "Tom", "Greta", "Ravi", "Nora", "Emil", "Sofia",
    "Ben", "Yuki", "Carlos", "Ida", "Oluwaseun", "Petra", "Luca", "Freya", "Hugo", "Zoë", "Viktor", "Leila", "Oskar",
  ]
  private static let lastNames = [
    "Brandt", "Okafor", "Jansen", "Müller", "García", "Novák", "Rossi", "Lefèvre", "Tanaka", "Singh", "Larsen", "Hale",
    "Kowalski", "Silva", "Berg", "Moreau", "Fischer", "Costa", "Dunne", "Varga", "Weiss", "Ibsen", "Romero", "Quist",
    "Adeyemi",
  ]

  /// As people name themselves: with spaces, signs, and even the words that end a name in the mail.
  private static let forumNames = [
    "shopkeeper42", "Marie-Claire 🌼", "Søren K.", "wp_anna", "Ben [theme dev]", "o'malley", "studio@north",
    "Jane Doe wrote: hi", "garden & more", "Łukasz", "theme-tinkerer", "Ana María", "kim", "Big  Tree", "Rosa (Lisbon)",
    "1st time user", "Dr. Plugin", "Ελένη", "pixelpusher", "Old Mill Bakery", "hiro_t", "Nils’ Shop", "zz top fan",
    "Fatima", "Paul <3 PHP",
  ]

  /// Lower-case ASCII for an address.
  private static func plain(_ name: String) -> String {
    let letters: [Character: Character] = [
      "á": "a", "é": "e", "è": "e", "ë": "e", "í": "i", "ü": "u",
    ]
    return String(name.lowercased().map { letters[$0] ?? $0 })
  }
}
