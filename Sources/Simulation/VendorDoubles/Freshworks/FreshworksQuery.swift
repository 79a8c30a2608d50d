internal import CivilTime
internal import HTTPServer

/// The parameters of a call, each checked as the vendor checks it.
struct FreshworksQuery {
  let call: DoubleRequest

  init(_ call: DoubleRequest, allowing known: Set<String>) throws(FreshworksTrouble) {
    self.call = call
    if let unknown = call.unknownParameters(allowing: known).first {
      throw .invalid(unknown, "invalid_field", "Unexpected/invalid field in request")
    }
  }

  func page(last: Int = .max) throws(FreshworksTrouble) -> Int {
    let page = try number("page", 1...Int.max) ?? 1
    guard page <= last else {
      throw .invalid(
        "page", "invalid_value",
        "You cannot access tickets beyond the \(last)th page. Please provide a smaller page number.")
    }
    return page
  }

  func perPage() throws(FreshworksTrouble) -> Int { try number("per_page", 1...100) ?? 30 }

  func number(_ name: String, _ range: ClosedRange<Int>) throws(FreshworksTrouble) -> Int? {
    guard let text = call.query.first(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid(name, "invalid_value", "It should be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Only the whole form with its `Z`; a date alone belongs to the query language.
  func time(_ name: String) throws(FreshworksTrouble) -> Instant? {
    guard let text = call.query.first(name) else { return nil }
    guard text.hasSuffix("Z"), let time = Timestamp(text) else {
      throw .invalid(name, "invalid_value", "It should be in the format: YYYY-MM-DDThh:mm:ssZ")
    }
    return time.instant
  }

  func choice(_ name: String, _ choices: Set<String>) throws(FreshworksTrouble) -> String? {
    guard let text = call.query.first(name) else { return nil }
    guard choices.contains(text) else {
      throw .invalid(name, "invalid_value", "It should be one of these values: \(choices.sorted())")
    }
    return text
  }

  func choices(_ name: String, _ known: Set<String>) throws(FreshworksTrouble) -> Set<String> {
    guard let text = call.query.first(name) else { return [] }
    let words = Set(text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    guard words.isSubset(of: known) else {
      throw .invalid(name, "invalid_value", "It should be a combination of: \(known.sorted())")
    }
    return words
  }
}
