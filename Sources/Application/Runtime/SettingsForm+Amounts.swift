extension Settings {
  /// A decimal number kept exactly, to six places: weights and shares must add up.
  package struct ExactDecimal: Sendable, Equatable, Comparable {
    package var millionths: Int

    package init(millionths: Int) { self.millionths = millionths }

    package static let zero = ExactDecimal(millionths: 0)
    package static let one = ExactDecimal(millionths: 1_000_000)

    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { left.millionths < right.millionths }
  }
}

/// Reads `3200.00` as 320000 when two places are kept: digits, one point, never through floating point.
func scaledDecimal(_ text: String, places: Int) -> Int? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count <= 2, let whole = parts.first, !whole.isEmpty else { return nil }
  let fraction = parts.count == 2 ? parts[1] : ""
  guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= places else { return nil }
  let digits = whole + fraction + String(repeating: "0", count: places - fraction.utf8.count)
  guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
  return Int(digits)
}

extension SettingsForm<Int> {
  /// Money in minor units of the currency, read exactly.
  static func money(_ currency: Settings.Currency) -> SettingsForm {
    let example = currency.minorDigits == 0 ? "3200" : "3200." + String(repeating: "0", count: currency.minorDigits)
    return SettingsForm(right: "an amount in \(currency.code), such as \(example)") { text in
      scaledDecimal(text, places: currency.minorDigits)
    }
  }
}

extension SettingsForm<Settings.ExactDecimal> {
  static let weight = SettingsForm(right: "a number from 0, such as 1 or 0.25") { text in
    scaledDecimal(text, places: 6).map { Settings.ExactDecimal(millionths: $0) }
  }

  static let share = SettingsForm(right: "a share from 0 to 1, such as 0.8") { text in
    weight.parse(text).flatMap { $0 <= .one ? $0 : nil }
  }
}

extension SettingsForm<Settings.Currency> {
  static let currency = SettingsForm(right: "a currency's three letters, such as EUR") { Settings.Currency($0) }
}
