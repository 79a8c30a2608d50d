/// Who answered in a conversation, and how often: the same company of people has one code.
///
/// All companies lie behind one another in one array, and are found by an open-addressing table of codes: there are about as
/// many as conversations where people answer as often as they like.
struct ParticipantTable: Sendable {
  struct Member: Hashable, Sendable {
    var person: UInt16
    var replies: UInt16
  }

  private var members: [Member] = []
  /// Where each company ends; nobody at all is the first.
  private var ends: [UInt32] = [0]
  /// 0 is a free place: nobody is never looked for.
  private var table: [UInt32] = Array(repeating: 0, count: 1_024)

  var count: Int { ends.count }

  func company(_ code: Int) -> ArraySlice<Member> {
    code == 0 ? [] : members[Int(ends[code - 1])..<Int(ends[code])]
  }

  mutating func code(of company: [Member]) -> UInt32 {
    if company.isEmpty { return 0 }
    var place = place(of: company)
    while table[place] != 0 {
      if self.company(Int(table[place])).elementsEqual(company) { return table[place] }
      place = after(place)
    }
    let code = UInt32(count)
    members.append(contentsOf: company)
    ends.append(UInt32(members.count))
    table[place] = code
    if count * 2 > table.count { grow() }
    return code
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for code in 1..<count {
      var place = place(of: company(code))
      while table[place] != 0 { place = after(place) }
      table[place] = UInt32(code)
    }
  }

  private func after(_ place: Int) -> Int { place + 1 == table.count ? 0 : place + 1 }

  private func place(of company: some Sequence<Member>) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for member in company {
      hash = (hash ^ UInt64(member.person) << 16 ^ UInt64(member.replies)) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 31
    }
    return Int(hash.multipliedFullWidth(by: UInt64(table.count)).high)
  }
}
