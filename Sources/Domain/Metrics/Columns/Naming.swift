package import Support

/// What a workspace calls its people, teams, products and clients, and what their work weighs.
///
/// It decides under which names facts are counted, and changes no fact: a change is seen at the next question.
package struct Naming: Equatable, Sendable {
  /// What each source calls its teams, inboxes, pipelines and companies.
  package var directory: Names
  package var clients: Clients
  /// How large each client is, since when (M10).
  package var clientSizes: [ClientSize]
  package var products: ProductRules
  package var workWeights: WorkWeights
  /// Who is known under several names, somewhere or for a while.
  package var people: PersonNames
  /// Everybody in the workspace's own list.
  package var listed: [KnownPerson]
  package var memberships: [Membership]
  /// Whose customers our contacts are, by what columns know of their addresses.
  var contacts: [UInt64: String] = [:]
  /// Whether any business hours are known at all.
  package var hasCalendars: Bool
  /// Earlier whiles in which companies and domains were others' than now, in their order.
  var formerClients: [FormerClients] = []
  /// By source, the numbers that it cannot supply, and why not.
  package var unsupplied: [String: [Metric: String]]
  /// By source, those of them that nothing of it enters: what it seems to tell of them is guessed.
  var guessed: [String: Set<Metric>] = [:]

  /// By source, why nobody can tell whose its conversations are.
  var clientless: [String: String] = [:]
  /// Those of them that never told any: what seems to follow from other things enters no number that is by client.
  var guessesClients: Set<String> = []

  package init(
    directory: Names = Names(), clients: Clients = Clients(), clientSizes: [ClientSize] = [],
    products: ProductRules = ProductRules(),
    workWeights: WorkWeights = WorkWeights(), people: PersonNames = PersonNames(), listed: [KnownPerson] = [],
    memberships: [Membership] = [], hasCalendars: Bool = false, unsupplied: [String: [Metric: String]] = [:]
  ) {
    self.directory = directory
    self.clients = clients
    self.clientSizes = clientSizes
    self.products = products
    self.workWeights = workWeights
    self.people = people
    self.listed = listed
    self.memberships = memberships
    self.hasCalendars = hasCalendars
    self.unsupplied = unsupplied
  }

  /// A source cannot supply a number for one more reason.
  package mutating func withhold(_ metric: Metric, from source: String, because why: String, isGuessed: Bool) {
    let known = unsupplied[source]?[metric]
    unsupplied[source, default: [:]][metric] = known.map { $0.contains(why) ? $0 : "\($0); \(why)" } ?? why
    if isGuessed { guessed[source, default: []].insert(metric) }
  }

  /// A source cannot tell whose its conversations are.
  package mutating func withholdClients(from source: String, because why: String, isGuessed: Bool) {
    clientless[source] = why
    if isGuessed { guessesClients.insert(source) }
    withhold(.contactRate, from: source, because: why, isGuessed: isGuessed)
  }

  /// The size of each client at an instant, where one is known.
  func sizes(at instant: UInt32) -> [String: Double] {
    var newest: [String: ClientSize] = [:]
    for size in clientSizes where size.from <= instant && size.size > 0 {
      if let known = newest[size.client], known.from > size.from { continue }
      newest[size.client] = size
    }
    return newest.mapValues(\.size)
  }

  /// The team of a person at an instant; of several the first in the list.
  func team(of person: String, at instant: UInt32) -> String? {
    memberships.first { $0.person == person && $0.from <= instant && instant < $0.to }?.team
  }
}

/// A client's seats, endpoints or orders, from an instant on, in seconds since 1970.
package struct ClientSize: Equatable, Sendable {
  package var client: String
  package var from: UInt32
  package var size: Double

  package init(client: String, from: UInt32 = 0, size: Double) {
    self.client = client
    self.from = from
    self.size = size
  }
}

/// Whose companies and domains were until an instant, in seconds since 1970.
struct FormerClients: Equatable, Sendable {
  var until: UInt32
  var clients: Clients
}

/// A person's time in a team, in seconds since 1970.
package struct Membership: Equatable, Sendable {
  package var person: String
  package var team: String
  package var from: UInt32
  package var to: UInt32

  package init(person: String, team: String, from: UInt32 = 0, to: UInt32 = .max) {
    self.person = person
    self.team = team
    self.from = from
    self.to = to
  }
}

/// What a piece of work weighs, in millionths (M75).
package struct WorkWeights: Equatable, Sendable {
  package var reply: Int64
  package var note: Int64
  package var timeMinute: Int64
  package var chatTurn: Int64

  package init(reply: Int64 = 1_000_000, note: Int64 = 0, timeMinute: Int64 = 0, chatTurn: Int64 = 1_000_000) {
    self.reply = reply
    self.note = note
    self.timeMinute = timeMinute
    self.chatTurn = chatTurn
  }
}

package enum ClientRules { package static let none = "No client" }

/// Which products a conversation is about.
package struct ProductRules: Equatable, Sendable {
  package enum Split: String, Sendable, CaseIterable {
    /// All of them share it equally.
    case equal
    /// The first in the list takes it whole.
    case priority
  }

  package struct Rule: Equatable, Sendable {
    package var product: String
    package var tags: Set<String>
    package var inboxes: Set<String>
    package var pipelines: Set<String>
    package var categories: Set<String>
    /// `name=value`
    package var fields: Set<String>
    /// Of conversations that began then, in seconds since 1970.
    package var from: UInt32
    package var to: UInt32

    package init(
      product: String, tags: [String] = [], inboxes: [String] = [], pipelines: [String] = [], categories: [String] = [],
      fields: [String] = [], from: UInt32 = 0, to: UInt32 = .max
    ) {
      func folded(_ words: [String]) -> Set<String> { Set(words.map { $0.lowercased() }) }
      self.product = product
      self.tags = folded(tags)
      self.inboxes = folded(inboxes)
      self.pipelines = folded(pipelines)
      self.categories = folded(categories)
      self.fields = folded(fields)
      self.from = from
      self.to = to
    }
  }

  package static let unmapped = "Unmapped"

  package var rules: [Rule]
  package var split: Split

  package init(_ rules: [Rule] = [], split: Split = .equal) {
    self.rules = rules
    self.split = split
  }

  var looksAtInboxes: Bool { rules.contains { !$0.inboxes.isEmpty } }
  var looksAtPipelines: Bool { rules.contains { !$0.pipelines.isEmpty } }
  var looksAtCategories: Bool { rules.contains { !$0.categories.isEmpty } }

  /// The instants at which a rule begins or ends, in order; between two of them the same rules hold.
  var turns: [UInt32] { Set(rules.flatMap { [$0.from, $0.to] }).subtracting([0, .max]).sorted() }

  /// In the order of the list. Tags first: only a conversation that no tag tells about is told by where it lies.
  ///
  /// - Parameter instant: when the conversation began.
  func products(of clues: ProductClues, at instant: UInt32 = 0) -> [String] {
    let rules = rules.filter { $0.from <= instant && instant < $0.to }
    let tags = Set(clues.tags.map { $0.lowercased() })
    let byTag = rules.filter { !$0.tags.isDisjoint(with: tags) }
    guard byTag.isEmpty else { return unique(byTag) }
    let inboxes = clues.inbox.map { $0.lowercased() }
    let pipelines = clues.pipeline.map { $0.lowercased() }
    let fields = Set(clues.fields.map { $0.lowercased() })
    return unique(
      rules.filter { rule in
        !rule.inboxes.isDisjoint(with: inboxes) || !rule.pipelines.isDisjoint(with: pipelines)
          || rule.categories.contains(clues.category.lowercased()) || !rule.fields.isDisjoint(with: fields)
      })
  }

  private func unique(_ rules: [Rule]) -> [String] {
    var products: [String] = []
    for rule in rules where !products.contains(rule.product) { products.append(rule.product) }
    return products
  }
}

/// What rules for products look at.
struct ProductClues {
  var tags: [String]
  var inbox: [String]
  var pipeline: [String]
  var category: String
  var fields: [String]
}

extension FactColumns {
  func namingHasChanged() { workedOut = WorkedOut() }
}
