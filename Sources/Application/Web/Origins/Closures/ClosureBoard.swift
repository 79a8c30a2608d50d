import Accounts
import JSONReader
import Metrics
import Support

/// Who closed how much in a period: M46 by person.
struct ClosureBoard {
  struct Row: Equatable {
    var user: ClosureUser
    var closed: Int
    /// The vendor's numbers of the tickets, where they are wanted.
    var tickets: [String] = []
  }

  let answer: Answer
  /// The busiest first; whatever no person did among them, so that they add up to the total.
  private(set) var rows: [Row]

  init(_ answer: Answer, _ people: ClosurePeople) {
    self.answer = answer
    rows = answer.groups.compactMap { group in
      guard let person = group.labels.first, let closed = group.value.count else { return nil }
      return Row(user: people.user(of: person), closed: closed)
    }
  }

  var total: Int { answer.count ?? 0 }

  /// Those who can be first.
  var performers: [Row] { rows.filter(\.user.isSomebody) }

  /// - Parameter receipt: the rows of the same question.
  mutating func add(ticketsOf receipt: [ReceiptRow]) {
    let byPerson = Dictionary(grouping: receipt) { $0.person ?? FactColumns.unassigned }
    for index in rows.indices {
      let own = byPerson[rows[index].user.person] ?? []
      rows[index].tickets = own.map { ConversationKey(text: $0.conversation).vendorID }
    }
  }
}

extension MetricValue {
  var count: Int? { if case .count(let count) = self { count } else { nil } }
}

extension ClosureBoard.Row {
  /// - Parameter more: what else is said of whoever it is.
  func write(to json: inout JSONWriter, _ more: (inout JSONWriter) -> Void = { _ in }) {
    json.object { json in
      json.member("username", user.username)
      json.member("tickets_closed", closed)
      json.member("role", user.role?.rawValue)
      json.member("profile_picture") { $0.null() }
      json.member("user_id", user.id.map { String($0) })
      more(&json)
    }
  }
}

extension ClosureBoard {
  /// Labels, figures, their sum and who is first, as charts read them.
  func writeChart(to json: inout JSONWriter) {
    json.strings("labels", rows.map(\.user.username))
    json.member("data") { json in json.array { json in for row in rows { json.value(row.closed) } } }
    json.member("total_closed", total)
    json.member("top_performer") { json in
      if let first = performers.first { first.write(to: &json) } else { json.null() }
    }
  }

  /// What the replaced system did not say: whether the people add up, and the rows behind the total.
  func writeProof(to json: inout JSONWriter) {
    json.member("adds_up", answer.addsUp ?? true)
    json.member("receipt", ReceiptID(answer.query.whole).description)
  }
}
