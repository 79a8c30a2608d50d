import Markup

extension Figures {
  /// `812 bytes`, `64.5 kB`, `1.2 GB`: thousands, as disks are sold.
  static func bytes(_ count: Int) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard count >= 1_000 else { return Figures.count(count, "byte", "bytes") }
    var value = Double(count) / 1_000
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    return "\(Figures.decimal(value >= 100 ? value.rounded() : (value * 10).rounded() / 10)) \(units[unit])"
  }
}
