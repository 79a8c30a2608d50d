/// The end as its distance from the beginning, which mostly is a length that is kept besides.
struct SpanDetails: DetailColumns {
  private(set) var since = PackedColumn<UInt32>()
  private var nearUntil = PackedColumn<UInt32>()
  private(set) var calendar = PackedColumn<UInt32>()
  private(set) var business = PackedColumn<UInt32>()
  private(set) var person = PackedColumn<UInt16>()
  private var endingCode = PackedColumn<UInt8>()

  init() {}

  @inline(__always) func ending(_ row: Int) -> Ending { Ending(rawValue: endingCode[row]) ?? .open }
  @inline(__always) func until(_ row: Int) -> UInt32 { Near.instant(nearUntil[row], to: since[row]) }

  subscript(row: Int) -> SpanDetail {
    SpanDetail(
      since: since[row], until: until(row), calendar: calendar[row], business: business[row], person: person[row],
      ending: ending(row))
  }

  mutating func append(_ detail: SpanDetail) {
    since.append(detail.since)
    nearUntil.append(Near.code(detail.until, to: detail.since))
    calendar.append(detail.calendar)
    business.append(detail.business)
    person.append(detail.person)
    endingCode.append(detail.ending.rawValue)
  }

  mutating func trim() {
    since.trim()
    nearUntil.trim()
    calendar.trim()
    business.trim()
    person.trim()
    endingCode.trim()
  }
}
