import Runtime

/// A command line that cannot be meant as it stands: what is wrong, and the right form.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let what: String
  package let hint: String?

  package init(_ what: String, hint: String? = nil) {
    self.what = what
    self.hint = hint
  }

  package var description: String { what + (hint.map { "\n\($0)" } ?? "") }
}

extension UsageError {
  /// “there is no command metrik — did you mean metric?”, or all there is to choose from.
  /// - Parameter list: what there is in short, where the whole list would be longer than anybody reads.
  static func unknown(_ kind: String, _ word: String, among known: [String], list: String? = nil) -> UsageError {
    let nearest = SettingsSuggestion.nearest(to: word, among: known)
    return UsageError(
      "there is no \(kind) “\(word)”",
      hint: nearest.map { "Did you mean \($0)?" }
        ?? "There \(known.count == 1 ? "is" : "are") \(list ?? known.joined(separator: ", ")).")
  }
}
