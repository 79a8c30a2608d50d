/// How alike two words are, from 0 to 1: what part of the longer one need not be changed to get the other.
///
/// A letter that is added, left out, another one, or swapped with its neighbour is one change.
func likeness(_ one: String, _ other: String) -> Double {
  let left = Array(one.unicodeScalars)
  let right = Array(other.unicodeScalars)
  let longest = max(left.count, right.count)
  // Nobody's name is longer, and the work grows with the square.
  guard longest > 0, longest <= 80 else { return one == other ? 1 : 0 }
  return 1 - Double(changes(from: left, to: right)) / Double(longest)
}

private func changes(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
  var before: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in right.indices {
      var least = min(last[column] + (left[row] == right[column] ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        least = min(least, before[column - 1] + 1)
      }
      current.append(least)
    }
    before = last
    last = current
  }
  return last[right.count]
}
