/// Mostly nothing of it is known, and then it takes no room.
struct StartDetails: DetailColumns {
  private(set) var toAssignment = PackedColumn<UInt32>()
  private(set) var toAssignmentInHours = PackedColumn<UInt32>()
  private(set) var toAutomated = PackedColumn<UInt32>()
  private(set) var toAutomatedInHours = PackedColumn<UInt32>()
  private(set) var outcomeSince = PackedColumn<UInt32>()
  private var outcomeCode = PackedColumn<UInt8>()

  init() {}

  @inline(__always) func outcome(_ row: Int) -> BotCode { BotCode(rawValue: outcomeCode[row]) ?? .none }

  subscript(row: Int) -> StartDetail {
    StartDetail(
      toAssignment: toAssignment[row], toAssignmentInHours: toAssignmentInHours[row], toAutomated: toAutomated[row],
      toAutomatedInHours: toAutomatedInHours[row], outcomeSince: outcomeSince[row], outcome: outcome(row))
  }

  mutating func append(_ detail: StartDetail) {
    toAssignment.append(detail.toAssignment)
    toAssignmentInHours.append(detail.toAssignmentInHours)
    toAutomated.append(detail.toAutomated)
    toAutomatedInHours.append(detail.toAutomatedInHours)
    outcomeSince.append(detail.outcomeSince)
    outcomeCode.append(detail.outcome.rawValue)
  }

  mutating func trim() {
    toAssignment.trim()
    toAssignmentInHours.trim()
    toAutomated.trim()
    toAutomatedInHours.trim()
    outcomeSince.trim()
    outcomeCode.trim()
  }
}
