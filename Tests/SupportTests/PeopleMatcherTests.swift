import CivilTime
import Testing

@testable import Support

@Suite struct `Matching people` {
  static let people = [
    KnownPerson("Oscar Solis", email: "oscar@acme.example", username: "oscar.solis"), KnownPerson("Priya Nair"),
    KnownPerson("Cora Cedar"), KnownPerson("Cora Cole"), KnownPerson("Jürgen Müller"), KnownPerson("Zoë O'Brien"),
    KnownPerson("Anna-Maria van den Berg"), KnownPerson("Łukasz Wójcik"), KnownPerson("Kim Lee"),
    KnownPerson("Kim Lee Park"), KnownPerson("Robert Stone", username: "bob"),
  ]
  static let matcher = PeopleMatcher(people)

  struct Example: CustomTestStringConvertible {
    var calling: Calling
    var person: String?
    var kind: MatchKind?
    /// Whether nobody else comes near.
    var isAlone = true

    init(
      _ name: String, _ person: String?, _ kind: MatchKind?, isAlone: Bool = true, id: String? = nil,
      email: String? = nil
    ) {
      calling = Calling(name, id: id, email: email, in: "desk")
      self.person = person
      self.kind = kind
      self.isAlone = isAlone
    }

    var testDescription: String { "“\(calling.name)” \(calling.email ?? "")" }
  }

  static let examples = [
    Example("oscar solis", "Oscar Solis", .exact), Example("OSCAR SOLÍS", "Oscar Solis", .exact),
    Example("Solis, Oscar", "Oscar Solis", .exact), Example("Osci", "Oscar Solis", .exact, email: "Oscar@Acme.example"),
    Example("oscar@acme.example", "Oscar Solis", .exact), Example("oscar.solis", "Oscar Solis", .exact),
    Example("BOB", "Robert Stone", .exact), Example("x", "Robert Stone", .exact, id: "bob"),
    Example("Zoe O’Brien", "Zoë O'Brien", .exact), Example("lukasz wojcik", "Łukasz Wójcik", .exact),
    Example("Jurgen Muller", "Jürgen Müller", .exact), Example("Zoe\u{308} OBrien", "Zoë O'Brien", .exact),
    Example("Anna Maria van den Berg", "Anna-Maria van den Berg", .exact),
    Example("Kim Lee", "Kim Lee", .exact, isAlone: false),
    Example("Oscar S.", "Oscar Solis", .partial), Example("O. Solis", "Oscar Solis", .partial),
    Example("osolis", "Oscar Solis", .partial), Example("solis.oscar", "Oscar Solis", .partial),
    Example("oscars", "Oscar Solis", .partial), Example("OS", "Oscar Solis", .partial),
    Example("O. S.", "Oscar Solis", .partial), Example("priya.nair", "Priya Nair", .partial),
    Example("p.nair@other.example", "Priya Nair", .partial), Example("priyanair", "Priya Nair", .partial),
    Example("Juergen Mueller", "Jürgen Müller", .partial), Example("Anna Berg", "Anna-Maria van den Berg", .partial),
    Example("Nair Priya", "Priya Nair", .partial), Example("Priya", "Priya Nair", .partial),
    Example("Cora C", "Cora Cedar", .partial, isAlone: false), Example("Cora", "Cora Cedar", .partial, isAlone: false),
    Example("Pryia Nair", "Priya Nair", .fuzzy), Example("Priya Nairr", "Priya Nair", .fuzzy),
    Example("Lukas Wojcik", "Łukasz Wójcik", .fuzzy),
    Example("Cora Zimmer", nil, nil), Example("Oscar Stone", nil, nil), Example("Support", nil, nil),
    Example("", nil, nil), Example("C", nil, nil), Example("Oscar T.", nil, nil),
  ]

  @Test(arguments: examples) func `finds whom a name means`(_ example: Example) {
    let found = `Matching people`.matcher.suggestions(for: example.calling)
    #expect(found.first?.person == example.person)
    #expect(found.first?.kind == example.kind)
    #expect(example.person == nil || (found.count == 1) == example.isAlone, "\(found)")
    #expect(found.allSatisfy { $0.confidence >= 0.5 && $0.confidence <= 1 && !$0.why.isEmpty })
  }

  @Test(arguments: examples) func `applies by itself only what is exact`(_ example: Example) {
    let found = `Matching people`.matcher.exact(example.calling)
    #expect((found != nil) == (example.kind == .exact))
  }

  @Test func `takes no partial match when two are plausible`() {
    let matcher = `Matching people`.matcher
    #expect(matcher.onlyPlausible(Calling("Oscar S.", in: "desk"))?.person == "Oscar Solis")
    #expect(matcher.onlyPlausible(Calling("Cora C", in: "desk")) == nil)
    // The first name alone, nearly the same letters, and initials are never enough.
    for name in ["Priya", "Pryia Nair", "O. S.", "OS"] {
      #expect(matcher.onlyPlausible(Calling(name, in: "desk")) == nil)
    }
  }

  @Test func `takes no name for certain that two people have`() {
    let matcher = PeopleMatcher([
      KnownPerson("Kim Lee", email: "kim@acme.example"), KnownPerson("kim lee", email: "kim.lee@acme.example"),
    ])
    #expect(matcher.exact(Calling("Kim Lee", in: "desk")) == nil)
    #expect(matcher.suggestions(for: Calling("Kim Lee", in: "desk")).map(\.person) == ["Kim Lee", "kim lee"])
    #expect(matcher.exact(Calling("Kim Lee", email: "kim@acme.example", in: "desk"))?.person == "Kim Lee")
    #expect(matcher.exact(name: "Kim Lee") == nil)
  }

  @Test func `suggests nobody whom somebody ruled out`() {
    let found = `Matching people`.matcher.suggestions(for: Calling("Cora C", in: "desk"), except: ["Cora Cedar"])
    #expect(found.map(\.person) == ["Cora Cole"])
  }

  @Test(arguments: [
    ("oscar", "oscar", 0), ("oscar", "ocsar", 1), ("oscar", "oscars", 1), ("", "oscar", 5), ("ab", "cd", 2),
  ])
  func `measures likeness by changes`(_ one: String, _ other: String, _ changes: Int) {
    let longest = max(one.count, other.count)
    #expect(likeness(one, other) == 1 - Double(changes) / Double(longest))
    #expect(likeness(one, other) == likeness(other, one))
  }
}

@Suite struct `A list of people and ids` {
  @Test func `is read line by line, and bad lines are set aside`() {
    let text = """
      \u{FEFF}# our people
      Oscar Solis - 12345
        Anna-Maria van den Berg  -  18000012345

      Priya Nair 67890
       - 5
      Cora Cedar -
      Cora Cole - 12 34
      Robert Stone - 12345
      Kim - Lee - 77
      """
    let (lines, problems) = PersonLine.all(in: text)
    #expect(lines.map(\.name) == ["Oscar Solis", "Anna-Maria van den Berg"])
    #expect(lines.map(\.vendorID) == ["12345", "18000012345"])
    #expect(lines.map(\.number) == [2, 3])
    #expect(problems.map(\.number) == [5, 6, 7, 8, 9, 10])
    #expect(problems[0].description == "line 5: there is no “ - ” between name and id — write Oscar Solis - 12345")
    #expect(problems[4].what == "the id 12345 is on line 2 too")
  }

  @Test func `may have lines of any system's ending`() {
    #expect(PersonLine.all(in: "A B - 1\r\nC D - 2\r\n").lines.map(\.vendorID) == ["1", "2"])
  }
}

@Suite struct `A book of decisions` {
  static func book(_ decisions: IdentityDecision...) -> IdentityBook {
    IdentityBook(
      decisions.enumerated().map { index, decision in
        var decision = decision
        decision.number = Int64(index + 1)
        return decision
      })
  }

  static let merge = IdentityDecision(.merge, "Oscar S.", other: "Oscar Solis", from: Instant(seconds: 100))

  @Test func `knows nothing of what was undone for good`() {
    let book = `A book of decisions`.book(`A book of decisions`.merge, IdentityDecision(.undo, "", undoes: 1))
    #expect(book.valid.isEmpty)
    #expect(book.decisions.count == 2)
  }

  @Test func `lets what was undone from a day hold until then`() {
    let undo = IdentityDecision(.undo, "", undoes: 1, from: Instant(seconds: 500))
    #expect(
      `A book of decisions`.book(`A book of decisions`.merge, undo).of(.merge).map(\.to) == [Instant(seconds: 500)])
    let early = IdentityDecision(.undo, "", undoes: 1, from: Instant(seconds: 50))
    #expect(`A book of decisions`.book(`A book of decisions`.merge, early).valid.isEmpty)
  }

  @Test func `lets an undoing be undone`() {
    let book = `A book of decisions`.book(
      `A book of decisions`.merge, IdentityDecision(.undo, "", undoes: 1), IdentityDecision(.undo, "", undoes: 2))
    #expect(book.of(.merge).map(\.subject) == ["Oscar S."])
  }

  @Test func `finds who a calling is, by its id before its name`() {
    let book = `A book of decisions`.book(
      IdentityDecision(.alias, "Oscar Solis", source: "desk", vendorID: "7", calling: "Oscar S."),
      IdentityDecision(.alias, "Priya Nair", source: "chat", calling: "priya"),
      IdentityDecision(.reject, "Cora Cedar", source: "desk", vendorID: "9", calling: "Cora C"))
    #expect(book.alias(of: Calling("Anything", id: "7", in: "desk"))?.subject == "Oscar Solis")
    #expect(book.alias(of: Calling("Oscar S.", id: "8", in: "desk")) == nil)
    #expect(book.alias(of: Calling("Oscar S.", in: "desk"))?.subject == "Oscar Solis")
    #expect(book.alias(of: Calling("PRIYA", id: "3", in: "chat"))?.subject == "Priya Nair")
    #expect(book.alias(of: Calling("priya", in: "desk")) == nil)
    #expect(book.refused(Calling("Cora C", id: "9", in: "desk")) == ["Cora Cedar"])
  }

  @Test func `knows who had which role when`() {
    let book = `A book of decisions`.book(
      IdentityDecision(.role, "Front desk", other: "shared", from: Instant(seconds: 10), to: Instant(seconds: 20)),
      IdentityDecision(.left, "Cora Cole", from: Instant(seconds: 30)))
    #expect(book.people(who: .shared, at: Instant(seconds: 10)) == ["Front desk"])
    #expect(book.people(who: .shared, at: Instant(seconds: 20)).isEmpty)
    #expect(book.left("Cora Cole") == Instant(seconds: 30))
  }
}

@Suite struct `Free mail` {
  @Test(arguments: ["gmail.com", "Yahoo.co.uk", "web.de", "outlook.fr", "qq.com"])
  func `tells no client`(_ domain: String) { #expect(FreeMail.covers(domain)) }

  @Test(arguments: ["acme.example", "notgmail.com", "mail.acme.example", "yahooligans.example"])
  func `is not what only looks like it`(_ domain: String) { #expect(!FreeMail.covers(domain)) }
}
