package import CivilTime

/// What all decisions come to: those that hold, each for its time.
package struct IdentityBook: Equatable, Sendable {
  /// Everything that was ever decided, in its order.
  package let decisions: [IdentityDecision]
  /// What holds of it.
  package let valid: [IdentityDecision]
  /// Those that were undone for good.
  private let gone: Set<Int64>

  /// An undoing may be undone like everything else.
  package init(_ decisions: [IdentityDecision] = []) {
    self.decisions = decisions.sorted { $0.number < $1.number }
    var cuts: [Int64: Instant?] = [:]
    var valid: [IdentityDecision] = []
    var gone: Set<Int64> = []
    for decision in self.decisions.reversed() {
      var decision = decision
      if let cut = cuts[decision.number] {
        guard let end = cut else {
          gone.insert(decision.number)
          continue
        }
        decision.to = decision.to.map { min($0, end) } ?? end
        if let from = decision.from, end <= from { continue }
      }
      if decision.kind == .undo, let undone = decision.undoes {
        // The earliest end counts; undone for good is the earliest of all.
        if cuts[undone] == nil { cuts[undone] = .some(decision.from) }
      } else {
        valid.append(decision)
      }
    }
    self.valid = valid.reversed()
    self.gone = gone
  }

  /// With decisions that nobody has made yet, numbered after all that were made.
  package func adding(_ wishes: [IdentityDecision]) -> IdentityBook {
    guard !wishes.isEmpty else { return self }
    let last = decisions.last?.number ?? 0
    return IdentityBook(
      decisions
        + wishes.enumerated().map { place, wish in
          var wish = wish
          wish.number = last + Int64(place) + 1
          return wish
        })
  }

  /// Whether there is something of a decision to undo.
  package func isInForce(_ number: Int64) -> Bool {
    !gone.contains(number) && decisions.contains { $0.number == number }
  }

  package var isEmpty: Bool { decisions.isEmpty }

  package func of(_ kind: IdentityDecision.Kind) -> [IdentityDecision] { valid.filter { $0.kind == kind } }

  /// People whom decisions added.
  package var people: [KnownPerson] {
    of(.person).map { KnownPerson($0.subject, email: $0.email, username: $0.other) }
  }

  /// Those whom a calling was said not to be.
  package func refused(_ calling: Calling) -> Set<String> {
    Set(of(.reject).filter { $0.covers(calling) }.map(\.subject))
  }

  /// The decision that says who a calling is, now or at another time.
  package func alias(of calling: Calling) -> IdentityDecision? {
    valid.last { $0.kind == .alias && $0.covers(calling) }
  }

  /// Whether somebody said that there is nothing to decide here.
  package func passesOver(_ word: String, _ matter: IdentityDecision.Matter, in source: String? = nil) -> Bool {
    valid.contains { decision in
      decision.kind == .passOver && decision.subject == matter.rawValue
        && decision.calling?.lowercased() == word.lowercased()
        && (decision.source == nil || decision.source == source)
    }
  }

  /// Who has a role at an instant.
  package func people(who role: IdentityRole, at instant: Instant) -> Set<String> {
    Set(
      of(.role).filter { decision in
        decision.other == role.rawValue && (decision.from.map { $0 <= instant } ?? true)
          && (decision.to.map { instant < $0 } ?? true)
      }.map(\.subject))
  }

  /// Since when somebody is gone.
  package func left(_ person: String) -> Instant? { valid.last { $0.kind == .left && $0.subject == person }?.from }
}

extension IdentityDecision {
  /// Whether this speaks of a calling: of its id where it names one, else of its name.
  package func covers(_ calling: Calling) -> Bool {
    if let source, source != calling.source { return false }
    if let vendorID, let id = calling.vendorID { return vendorID.lowercased() == id.lowercased() }
    return self.calling.map { $0.lowercased() == calling.name.lowercased() } ?? false
  }
}
