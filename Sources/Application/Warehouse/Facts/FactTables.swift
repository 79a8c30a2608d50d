/// Where derived facts are stored.
enum FactTables: CaseIterable {
  /// Those that everybody counts.
  case inForce
  /// Those that are made under other rules, until all of them are there.
  case next

  /// What is counted, and columns are loaded from.
  var packed: String {
    switch self {
    case .inForce: "packed_facts"
    case .next: "next_packed_facts"
    }
  }

  /// What lists of conversations are made from.
  var summaries: String {
    switch self {
    case .inForce: "conversation_facts"
    case .next: "next_conversation_facts"
    }
  }
}
