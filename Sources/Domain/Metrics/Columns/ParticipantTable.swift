/// Who answered in a conversation, and how often: the same company of people has one code.
struct ParticipantTable: Sendable {
  struct Member: Hashable, Sendable {
    var person: UInt16
    var replies: UInt16
  }

  private(set) var companies: [[Member]] = [[]]
  private var codes: [[Member]: UInt32] = [[]: 0]

  mutating func code(of members: [Member]) -> UInt32 {
    if let known = codes[members] { return known }
    let code = UInt32(companies.count)
    companies.append(members)
    codes[members] = code
    return code
  }
}
