/// Finds who a name that came up may be.
///
/// Only what is exact, and means one person, is ever applied by itself. All else is a suggestion: whoever begins like a
/// colleague is not that colleague.
package struct PeopleMatcher: Equatable, Sendable {
  private let people: [Candidate]
  private let byEmail: [String: [String]]
  private let byUserName: [String: [String]]
  private let byName: [FoldedName: [String]]

  /// Below this nothing is suggested.
  static let least = 0.5
  static let most = 5

  private struct Candidate: Equatable, Sendable {
    var name: String
    var folded: FoldedName
  }

  package init(_ people: [KnownPerson]) {
    let unique = people.reduce(into: [String: KnownPerson]()) { known, person in
      known[person.name] = KnownPerson(
        person.name, email: known[person.name]?.email ?? person.email,
        username: known[person.name]?.username ?? person.username)
    }.values.sorted { $0.name < $1.name }
    self.people = unique.map { Candidate(name: $0.name, folded: FoldedName($0.name)) }
    func index<Key: Hashable>(_ key: (KnownPerson) -> Key?) -> [Key: [String]] {
      unique.reduce(into: [:]) { known, person in
        if let key = key(person) { known[key, default: []].append(person.name) }
      }
    }
    byEmail = index { $0.email?.lowercased() }
    byUserName = index { $0.username?.lowercased() }
    byName = index { FoldedName($0.name) }
  }

  /// The one person whom a calling means for certain.
  package func exact(_ calling: Calling) -> Suggestion? {
    let found = exactOnes(calling)
    return found.count == 1 ? found[0] : nil
  }

  /// The one person whom a name means for certain, whoever uses it.
  package func exact(name: String) -> String? { exact(Calling(name, in: ""))?.person }

  /// A partial match that nobody else comes near: good enough for somebody who says that such may be taken.
  package func onlyPlausible(_ calling: Calling) -> Suggestion? {
    let found = suggestions(for: calling)
    guard found.count == 1, found[0].kind <= .partial, found[0].confidence >= 0.8 else { return nil }
    return found[0]
  }

  /// The likeliest first; several with the same name are all there.
  package func suggestions(for calling: Calling, except refused: Set<String> = []) -> [Suggestion] {
    var best: [String: Suggestion] = [:]
    for suggestion in exactOnes(calling) { best[suggestion.person] = suggestion }
    let name = FoldedName(calling.name)
    let address = calling.email.map { FoldedName($0) }
    for person in people where best[person.name] == nil {
      best[person.name] = [name, address].compactMap { $0 }.compactMap { partial($0, person) ?? fuzzy($0, person) }
        .max { $0.confidence < $1.confidence }
    }
    let found = best.values.filter { $0.confidence >= PeopleMatcher.least && !refused.contains($0.person) }
    return Array(
      found.sorted { $0.confidence != $1.confidence ? $0.confidence > $1.confidence : $0.person < $1.person }
        .prefix(PeopleMatcher.most))
  }
}

// MARK: - Exact

extension PeopleMatcher {
  /// By address before all else: two people may have one name, but hardly one address.
  private func exactOnes(_ calling: Calling) -> [Suggestion] {
    if let email = calling.email?.lowercased() ?? calling.name.mailAddress, let found = byEmail[email] {
      return found.map { Suggestion($0, .exact, confidence: 1, why: "the same mail address") }
    }
    let words = [calling.name, calling.vendorID ?? ""].map { $0.lowercased() }
    let byName = words.compactMap { byUserName[$0] }.first
    if let byName { return byName.map { Suggestion($0, .exact, confidence: 1, why: "the same user name") } }
    let folded = FoldedName(calling.name)
    guard !folded.words.isEmpty, let found = self.byName[folded] else { return [] }
    return found.filter { isFullName(folded) || $0 == calling.name }.map {
      Suggestion($0, .exact, confidence: 1, why: "the same name")
    }
  }

  /// `oscar.solis` may be anybody's user name; Oscar Solis is a name.
  private func isFullName(_ name: FoldedName) -> Bool {
    name.words.count > 1 && !name.isUserName && name.words.allSatisfy { $0.count > 1 }
  }
}

extension String {
  fileprivate var mailAddress: String? { contains("@") ? lowercased() : nil }
}

// MARK: - Partial and fuzzy

extension PeopleMatcher {
  private func partial(_ name: FoldedName, _ person: Candidate) -> Suggestion? {
    let words = person.folded.words
    guard let first = words.first, let last = words.last, !name.words.isEmpty else { return nil }
    func found(_ confidence: Double, _ why: String) -> Suggestion {
      Suggestion(person.name, .partial, confidence: confidence, why: why)
    }
    if name.words == words { return found(0.95, name.isUserName ? "a user name made of the name" : "the same words") }
    if Set(name.words) == Set(words), words.count > 1 { return found(0.9, "the same words in another order") }
    if name.withoutUmlautPairs == person.folded.withoutUmlautPairs { return found(0.8, "the same but for umlauts") }
    if words.count > 1, name.words.count == 1, name.isUserName {
      let user = name.joined
      if user == words.joined() || user == last + first { return found(0.9, "a user name made of the name") }
      let short = [String(first.prefix(1)) + last, first + last.prefix(1), last + first.prefix(1)]
      if short.contains(user) { return found(0.85, "a user name of a name and an initial") }
      if user.count > 1, user == String(words.compactMap(\.first)) { return found(0.55, "the initials") }
    }
    return spelled(name, words).map { found($0.confidence, $0.why) }
  }

  /// Each word is one of the person's, or its initial, in their order.
  private func spelled(_ name: FoldedName, _ words: [String]) -> (confidence: Double, why: String)? {
    var rest = words[...]
    var initials = 0
    for word in name.words {
      let isInitial = word.count == 1
      guard let place = rest.firstIndex(where: { isInitial ? $0.hasPrefix(word) : $0 == word }) else { return nil }
      if isInitial, rest[place] != word { initials += 1 }
      rest = rest[(place + 1)...]
    }
    let full = name.words.count - initials
    let hasEnds = (name.words.first?.first == words.first?.first) && (name.words.last?.first == words.last?.first)
    switch (full, name.words.count) {
    case (0, 2...) where hasEnds: return (0.55, "the initials")
    case (0, _): return nil
    case (1, 1): return name.words[0] == words[0] ? (0.55, "the first name alone") : (0.6, "one of the names alone")
    case _ where initials > 0 && hasEnds: return (name.words[0].count > 1 ? 0.9 : 0.85, "a name and an initial")
    case _ where initials > 0: return (0.7, "a name and an initial")
    case _ where hasEnds: return (0.9, "first and last name")
    default: return (0.75, "some of the names")
    }
  }

  private func fuzzy(_ name: FoldedName, _ person: Candidate) -> Suggestion? {
    // A number with another digit is somebody else.
    guard name.joined.count >= 4, name.joined.contains(where: \.isLetter) else { return nil }
    let whole = likeness(name.joined, person.folded.joined)
    let turned = likeness(name.words.sorted().joined(), person.folded.words.sorted().joined())
    let best = max(whole, turned)
    // One letter in five is as far as a slip goes.
    guard best >= 0.8 else { return nil }
    return Suggestion(
      person.name, .fuzzy, confidence: (best * 0.9 * 100).rounded() / 100,
      why: "\(Int((best * 100).rounded())) of 100 letters alike")
  }
}
