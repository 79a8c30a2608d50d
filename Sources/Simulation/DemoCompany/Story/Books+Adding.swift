internal import CivilTime

extension Books {
  /// The books of several stories in one.
  func adding(_ other: Books) -> Books {
    var sum = self
    sum.conversations += other.conversations
    sum.outbound += other.outbound
    sum.spam += other.spam
    sum.deleted += other.deleted
    sum.merged += other.merged
    sum.botMessages += other.botMessages
    sum.autoReplies += other.autoReplies
    sum.withoutFirstResponse += other.withoutFirstResponse
    sum.stillWaiting += other.stillWaiting
    sum.closuresByOthers += other.closuresByOthers
    sum.billableMinutes += other.billableMinutes
    sum.addTables(of: other)
    sum.finish()
    return sum
  }

  private mutating func addTables(of other: Books) {
    createdPerDay.add(other.createdPerDay)
    createdPerMonth.add(other.createdPerMonth)
    customerMessagesPerMonth.add(other.customerMessagesPerMonth)
    repliesPerMonth.add(other.repliesPerMonth)
    notesPerMonth.add(other.notesPerMonth)
    closuresPerMonth.add(other.closuresPerMonth)
    closuresPerDay.add(other.closuresPerDay)
    minutesPerMonth.add(other.minutesPerMonth)
    ratings.add(other.ratings)
    ratingsPerMonth.add(other.ratingsPerMonth)
    ratingsPerPerson.add(other.ratingsPerPerson)
    firstResponseSeconds.merge(other.firstResponseSeconds) { $0 + $1 }
  }
}

extension Dictionary where Value == Int {
  fileprivate mutating func add(_ other: Self) { merge(other, uniquingKeysWith: +) }
}

extension Dictionary {
  fileprivate mutating func add<Inner>(_ other: Self) where Value == [Inner: Int] {
    merge(other) { $0.merging($1, uniquingKeysWith: +) }
  }
}
