/// Finds what a vendor's word may mean among names of ours: a product for a tag, a client for a company or a domain.
///
/// Nothing of it is ever applied by itself.
package struct WordMatcher: Sendable {
  private struct Name: Sendable {
    var meaning: String
    var words: [String]
    var joined: String
  }

  private let names: [Name]

  private static let most = 3
  /// Words that many names have, and that tell nothing.
  private static let common: Set<String> = [
    "and", "co", "com", "company", "corp", "gmbh", "group", "inc", "llc", "ltd", "net", "org", "pro", "sa", "srl",
    "the", "io", "support", "example",
  ]

  /// - Parameter words: our names, each with the words that mean it already.
  package init(_ words: [String: Set<String>]) {
    names = words.flatMap { meaning, known in
      known.union([meaning]).map { word in
        let folded = FoldedName(word)
        return Name(meaning: meaning, words: folded.words, joined: folded.words.joined())
      }
    }
  }

  /// The likeliest first.
  package func suggestions(for word: String) -> [Suggestion] {
    let folded = FoldedName(word)
    let joined = folded.words.joined()
    var best: [String: Suggestion] = [:]
    for name in names {
      guard let found = WordMatcher.compare(folded.words, joined, name) else { continue }
      if let known = best[name.meaning], known.confidence >= found.confidence { continue }
      best[name.meaning] = found
    }
    return Array(
      best.values.sorted { $0.confidence != $1.confidence ? $0.confidence > $1.confidence : $0.person < $1.person }
        .prefix(WordMatcher.most))
  }

  private static func compare(_ words: [String], _ joined: String, _ name: Name) -> Suggestion? {
    func found(_ kind: MatchKind, _ confidence: Double, _ why: String) -> Suggestion {
      Suggestion(name.meaning, kind, confidence: confidence, why: why)
    }
    guard !joined.isEmpty, !name.joined.isEmpty else { return nil }
    if joined == name.joined { return found(.partial, 0.95, "the same letters") }
    let telling = Set(words).subtracting(common).filter { $0.count > 2 }
    let shared = telling.intersection(name.words)
    if !shared.isEmpty {
      let all = Set(name.words).subtracting(common).filter { $0.count > 2 }
      let part = Double(shared.count) / Double(max(telling.count, all.count))
      return found(.partial, ((0.6 + 0.3 * part) * 100).rounded() / 100, "the word \(shared.sorted()[0])")
    }
    // A number with another digit is another number.
    guard joined.contains(where: \.isLetter) else { return nil }
    let alike = likeness(joined, name.joined)
    guard alike >= 0.75, min(joined.count, name.joined.count) >= 4 else { return nil }
    return found(.fuzzy, (alike * 85).rounded() / 100, "\(Int((alike * 100).rounded())) of 100 letters alike")
  }
}
