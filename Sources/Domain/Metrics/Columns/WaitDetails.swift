struct WaitDetails: DetailColumns {
  private(set) var since = PackedColumn<UInt32>()
  private(set) var business = PackedColumn<UInt32>()
  private(set) var person = PackedColumn<UInt16>()
  private(set) var holder = PackedColumn<UInt16>()
  private var flagBits = PackedColumn<UInt8>()

  init() {}

  @inline(__always) func flags(_ row: Int) -> WaitFlags { WaitFlags(rawValue: flagBits[row]) }

  subscript(row: Int) -> WaitDetail {
    WaitDetail(
      since: since[row], business: business[row], person: person[row], holder: holder[row], flags: flags(row))
  }

  mutating func append(_ detail: WaitDetail) {
    since.append(detail.since)
    business.append(detail.business)
    person.append(detail.person)
    holder.append(detail.holder)
    flagBits.append(detail.flags.rawValue)
  }

  mutating func trim() {
    since.trim()
    business.trim()
    person.trim()
    holder.trim()
    flagBits.trim()
  }
}
