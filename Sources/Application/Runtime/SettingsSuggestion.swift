/// Finds what somebody meant who wrote something that does not exist.
package enum SettingsSuggestion {
  /// “did you mean `port`?”, or all there is to choose from.
  static func hint(for wrong: String, among known: [String]) -> String? {
    guard let nearest = nearest(to: wrong, among: known) else {
      return known.isEmpty ? nil : "known here: " + known.joined(separator: ", ")
    }
    return "did you mean \(nearest)?"
  }

  package static func nearest(to wrong: String, among known: [String]) -> String? {
    let wrong = wrong.lowercased()
    let nearest = known.map { (word: $0, distance: distance(wrong, $0.lowercased())) }.min { $0.distance < $1.distance }
    // A word of one letter is near to every other.
    guard let nearest, nearest.distance <= max(1, nearest.word.count / 3), nearest.distance < nearest.word.count else {
      return nil
    }
    return nearest.word
  }

  /// How many letters to add, drop or change: Levenshtein's distance, row by row.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let change = diagonal + (right[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
