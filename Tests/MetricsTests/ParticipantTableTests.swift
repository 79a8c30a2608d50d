import Testing

@testable import Metrics

@Suite struct `Companies of people` {
  private typealias Member = ParticipantTable.Member

  @Test func `have one code each, however many there are`() {
    var table = ParticipantTable()
    let companies = (0..<5_000).map { number in
      (0...number % 4).map { Member(person: UInt16($0 + number % 7), replies: UInt16(number / 7 + 1)) }
    }
    let codes = companies.map { table.code(of: $0) }
    #expect(Set(codes).count == Set(companies).count)
    #expect(table.count == Set(companies).count + 1, "nobody is a company too")
    #expect(companies.map { table.code(of: $0) } == codes)
    for (company, code) in zip(companies, codes) { #expect(Array(table.company(Int(code))) == company) }
  }

  @Test func `are nobody where nobody answered`() {
    var table = ParticipantTable()
    #expect(table.code(of: []) == 0)
    #expect(table.company(0).isEmpty)
    #expect(table.code(of: [Member(person: 1, replies: 1)]) == 1)
    #expect(table.code(of: []) == 0)
  }
}
