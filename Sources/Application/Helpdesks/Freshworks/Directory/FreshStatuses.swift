internal import Support

/// What the numbers and the names of an account's statuses mean.
///
/// 2 to 5 are the vendor's own. What the account added means what the settings say, else what its label seems to say.
struct FreshStatuses: Sendable {
  struct Guess: Equatable, Sendable {
    var id: Int
    var label: String
    var state: ConversationState
  }

  /// Read from labels alone.
  let guesses: [Guess]
  private let states: [Int: ConversationState]
  private let named: [String: ConversationState]

  private static let own: [Int: (label: String, state: ConversationState)] = [
    2: ("Open", .open), 3: ("Pending", .pending), 4: ("Resolved", .solved), 5: ("Closed", .closed),
  ]

  init(settings: [Int: ConversationState] = [:], choices: [FreshField.Choice] = []) {
    var states = Self.own.mapValues(\.state)
    var named: [String: ConversationState] = [:]
    for own in Self.own.values { named[own.label.lowercased()] = own.state }
    var guesses: [Guess] = []
    for choice in choices {
      guard let id = Int(choice.id) else { continue }
      if states[id] == nil, settings[id] == nil {
        guesses.append(Guess(id: id, label: choice.label, state: Self.state(meantBy: choice.label)))
      }
      states[id] = settings[id] ?? states[id] ?? Self.state(meantBy: choice.label)
      named[choice.label.lowercased()] = states[id]
    }
    self.states = states.merging(settings) { _, set in set }
    self.named = named
    self.guesses = guesses.sorted { $0.id < $1.id }
  }

  /// A status that nobody explains keeps the ticket open: it shows up where people look, instead of counting as done.
  func state(of id: Int) -> ConversationState { states[id] ?? .open }

  /// A status by the name that activities write.
  func state(named label: String) -> ConversationState {
    named[label.lowercased()] ?? Self.state(meantBy: label)
  }

  static func state(meantBy label: String) -> ConversationState {
    let words = label.lowercased().split { !$0.isLetter }.map(String.init)
    func says(_ any: Set<String>) -> Bool { words.contains(where: any.contains) }
    if says(["resolved", "solved"]) { return .solved }
    if says(["closed", "cancelled", "canceled"]) { return .closed }
    if says(["hold", "third", "vendor", "supplier"]) { return .onHold }
    if says(["waiting", "awaiting", "pending"]) { return says(["agent"]) ? .open : .pending }
    return .open
  }
}
