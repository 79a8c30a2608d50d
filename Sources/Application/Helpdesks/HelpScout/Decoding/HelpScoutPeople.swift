import JSONReader

/// The people of one conversation: most of its entries name the same few in the very same words, which are read once.
final class HelpScoutPeople {
  private var known: [(field: JSONField, person: HelpScoutPerson)] = []

  /// More than these rarely come again, and each is looked through for everybody new.
  private static let most = 12

  /// Nothing where there is nobody.
  func person(_ field: JSONField) throws(JSONMismatch) -> HelpScoutPerson? {
    guard !field.isMissingOrNull else { return nil }
    for index in known.indices where known[index].field.stands(as: field) { return known[index].person }
    guard let person = try HelpScoutPerson(field) else { return nil }
    if known.count < HelpScoutPeople.most { known.append((field, person)) }
    return person
  }
}
