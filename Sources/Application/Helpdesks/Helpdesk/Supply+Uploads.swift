extension MessengerFormat {
  /// What a file of chats can tell.
  package static var supplied: [Supply: Provision] {
    let none = Provision.none("a file of chats holds messages only")
    return Dictionary(uniqueKeysWithValues: Supply.allCases.map { ($0, $0 == .messages ? .full : none) })
  }
}

extension OwnTable {
  /// What a table can tell, given the columns.
  package static var supplied: [Supply: Provision] {
    [
      .messages: .partial("a row tells the request and the first answer, not what was said later"),
      .privateNotes: .none("a row tells of no notes"),
      .stateHistory: .partial("when it was created and closed, not what happened in between"),
      .closer: .partial("where a column tells who closed"),
      .assignments: .partial("the present holder only"),
      .tagHistory: .none("a row tells the present tags only"),
      .ratings: .partial("where a column tells the rating"),
      .surveys: .none("a row tells of no surveys"),
      .timeEntries: .none("a row tells of no time entries"),
      .queue: .none("a row tells of no queue"),
      .companies: .partial("where a column tells the company"),
      .deletions: .none("a file does not tell what was deleted"),
    ]
  }
}
