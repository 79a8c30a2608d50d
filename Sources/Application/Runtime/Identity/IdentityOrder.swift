package import CivilTime
package import Support

/// What somebody wants to be decided about who is who, as it was typed or sent.
package struct IdentityOrder: Sendable, Equatable {
  package var kind: IdentityDecision.Kind
  package var subject: String
  package var source: String?
  package var vendorID: String?
  package var calling: String?
  package var other: String?
  package var email: String?
  package var undoes: Int64?
  /// Days in the workspace's zone; `to` is the day after the last one.
  package var from: LocalDay?
  package var to: LocalDay?

  package init(
    _ kind: IdentityDecision.Kind, _ subject: String = "", source: String? = nil, vendorID: String? = nil,
    calling: String? = nil, other: String? = nil, email: String? = nil, undoes: Int64? = nil, from: LocalDay? = nil,
    to: LocalDay? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.source = source
    self.vendorID = vendorID
    self.calling = calling
    self.other = other
    self.email = email
    self.undoes = undoes
    self.from = from
    self.to = to
  }
}

/// Why something cannot be decided so.
package struct IdentityRefusal: Error, Equatable, CustomStringConvertible {
  package let what: String
  package let hint: String?

  init(_ what: String, hint: String? = nil) {
    self.what = what
    self.hint = hint
  }

  package var description: String { what + (hint.map { " — \($0)" } ?? "") }
}

/// What an order is judged by.
struct IdentityKnowledge {
  var people: [KnownPerson]
  var book: IdentityBook

  /// Nobody's name is longer.
  private static let longest = 200

  func check(_ order: IdentityOrder) throws(IdentityRefusal) {
    let texts = [order.subject, order.source, order.vendorID, order.calling, order.other, order.email].compactMap { $0 }
    guard texts.allSatisfy({ $0.utf8.count <= IdentityKnowledge.longest }) else {
      throw IdentityRefusal("a name is longer than \(IdentityKnowledge.longest) bytes")
    }
    if let from = order.from, let to = order.to, to <= from {
      throw IdentityRefusal("\(to) is not after \(from)", hint: "to is the day after the last one")
    }
    if order.kind != .undo, order.subject.allSatisfy(\.isWhitespace) {
      throw IdentityRefusal("the subject is missing", hint: "say whom or which client it is about")
    }
    switch order.kind {
    case .person: try checkNew(order)
    case .alias, .reject:
      try checkKnown(order.subject)
      try checkCalling(order)
    case .merge:
      let into = try other(order, "whom the person is")
      try checkKnown(into)
      if into == order.subject { throw IdentityRefusal("\(into) is \(into) already") }
    case .team:
      try checkKnown(order.subject)
      _ = try other(order, "the team")
    case .role: try checkRole(order)
    case .left:
      try checkKnown(order.subject)
      if order.from == nil { throw IdentityRefusal("since when?", hint: "say from, the first day without them") }
    case .company: try checkCalling(order)
    case .domain: try checkDomain(order)
    case .tag: if order.calling == nil { throw IdentityRefusal("the tag is missing") }
    case .passOver: try checkPassingOver(order)
    case .contact, .notContact:
      guard try other(order, "the contact's address").contains("@") else {
        throw IdentityRefusal("“\(order.other ?? "")” is no mail address")
      }
    case .undo: try checkUndo(order)
    }
  }

  private func other(_ order: IdentityOrder, _ what: String) throws(IdentityRefusal) -> String {
    guard let other = order.other, !other.allSatisfy(\.isWhitespace) else {
      throw IdentityRefusal("\(what) is missing")
    }
    return other
  }

  private func checkNew(_ order: IdentityOrder) throws(IdentityRefusal) {
    if let known = people.first(where: { FoldedName($0.name) == FoldedName(order.subject) }) {
      throw IdentityRefusal("\(known.name) is in the list already")
    }
  }

  private func checkKnown(_ name: String) throws(IdentityRefusal) {
    guard !people.contains(where: { $0.name == name }) else { return }
    let near = PeopleMatcher(people).suggestions(for: Calling(name, in: "")).first?.person
    throw IdentityRefusal(
      "nobody in the list is called “\(name)”",
      hint: near.map { "did you mean \($0)?" } ?? "add the person first, or list them under people: in the settings")
  }

  private func checkCalling(_ order: IdentityOrder) throws(IdentityRefusal) {
    guard order.calling != nil || order.vendorID != nil else {
      throw IdentityRefusal("the name or the id at the source is missing")
    }
    if order.vendorID != nil || order.kind == .company, order.source == nil {
      throw IdentityRefusal("the source is missing", hint: "an id means something in its own source only")
    }
  }

  private func checkRole(_ order: IdentityOrder) throws(IdentityRefusal) {
    let word = try other(order, "the role")
    guard let role = IdentityRole(rawValue: word) else {
      throw IdentityRefusal(
        "“\(word)” is no role", hint: "there are \(IdentityRole.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    if role == .bot, order.from != nil || order.to != nil {
      throw IdentityRefusal("a bot is a bot at all times", hint: "leave from and to away")
    }
  }

  private func checkDomain(_ order: IdentityOrder) throws(IdentityRefusal) {
    guard let domain = order.calling, domain.contains("."), !domain.contains("@"), !domain.contains(" ") else {
      throw IdentityRefusal("“\(order.calling ?? "")” is no mail domain", hint: "write it as northwind.example")
    }
    guard !FreeMail.covers(domain) else {
      throw IdentityRefusal("anybody may have an address at \(domain)", hint: "name the company instead")
    }
  }

  private func checkPassingOver(_ order: IdentityOrder) throws(IdentityRefusal) {
    guard IdentityDecision.Matter(rawValue: order.subject) != nil else {
      let matters = IdentityDecision.Matter.allCases.map(\.rawValue).joined(separator: ", ")
      throw IdentityRefusal("“\(order.subject)” is nothing to pass over", hint: "there are \(matters)")
    }
    if order.calling == nil { throw IdentityRefusal("what is to be passed over?") }
  }

  private func checkUndo(_ order: IdentityOrder) throws(IdentityRefusal) {
    guard let number = order.undoes else { throw IdentityRefusal("which decision?", hint: "say its number") }
    guard book.decisions.contains(where: { $0.number == number }) else {
      throw IdentityRefusal("there is no decision \(number)")
    }
    guard book.isInForce(number) else { throw IdentityRefusal("decision \(number) is undone already") }
  }
}
