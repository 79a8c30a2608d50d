/// Between which shares the true one lies with 95 % certainty, however few were asked (M63).
package struct WilsonRange: Equatable, Sendable {
  package var low: Double
  package var high: Double
  package var share: Double
  package var n: Int

  package init?(_ share: Share) {
    guard let p = share.value, share.denominator > 0 else { return nil }
    let n = share.denominator
    let z = 1.96
    let scale = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / scale
    let half = z / scale * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    low = max(0, centre - half)
    high = min(1, centre + half)
    self.share = p
    self.n = Int(n.rounded())
  }
}
