/// Whose a row is, in the mode that the question asks for. Where several share it, the conversation's company decides
/// instead (`Attribution.sharesRows`).
struct Crediting {
  private let attribution: Attribution
  private let now: PackedColumn<UInt16>
  private let holders: HolderIndex?

  init(_ asked: Asked) {
    attribution = asked.attribution
    now = asked.columns.conversations.holder
    holders = attribution == .holderThen ? asked.columns.holders() : nil
  }

  var isActor: Bool { attribution == .actor }

  @inline(__always) func person(_ table: some RowTable, _ row: Int) -> UInt16 {
    switch attribution {
    case .actor: table.actor(row)
    case .holderThen:
      table.holder(row) ?? holders?.holder(of: table.conversation(row), at: table.at(row)) ?? 0
    case .holderNow: now[table.conversation(row)]
    case .participants, .fairSplit: 0
    }
  }
}

extension Attribution {
  /// Several people have a part in one row.
  var sharesRows: Bool { self == .participants || self == .fairSplit }
}
