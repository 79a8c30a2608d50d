struct TouchDetails: DetailColumns {
  private(set) var person = PackedColumn<UInt16>()
  private var kind = PackedColumn<UInt8>()

  init() {}

  subscript(row: Int) -> TouchDetail { TouchDetail(person: person[row], kind: kind[row]) }

  mutating func append(_ detail: TouchDetail) {
    person.append(detail.person)
    kind.append(detail.kind)
  }

  mutating func trim() {
    person.trim()
    kind.trim()
  }
}
