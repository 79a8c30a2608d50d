import CivilTime
import HTTPServer
import Markup
import Runtime
import Support

/// A decision as a page asks for it: what is known of it stands in the address.
struct DecisionAsked {
  var order: IdentityOrder
  private let given: [String: String]
  private let returning: ReturnAddress?

  init(_ fields: HTTPQuery) throws(WebError) {
    var given: [String: String] = [:]
    for field in fields.parameters where !field.value.isEmpty && field.name != FormToken.name {
      given[field.name] = field.value
    }
    returning = given.removeValue(forKey: "back").flatMap(ReturnAddress.init)
    self.given = given
    order = try IdentityOrder(given, among: IdentityDecision.Kind.allCases)
  }

  /// What is asked for before anything can be said of the effect.
  var isComplete: Bool {
    switch order.kind {
    case .undo: order.undoes != nil
    case .merge, .team, .role, .contact, .notContact: !order.subject.isEmpty && order.other != nil
    case .left: !order.subject.isEmpty && order.from != nil
    case .alias, .tag, .company, .domain:
      !order.subject.isEmpty && (order.calling != nil || order.vendorID != nil)
    case .person, .reject, .passOver: !order.subject.isEmpty
    }
  }

  func back(after number: Int64) -> String {
    let to = returning?.text ?? Route.setting(.decisionsPage).path
    return to + (to.contains("?") ? "&" : "?") + "decided=\(number)"
  }

  /// Everything that is known, to be sent once more.
  var kept: [PeriodPicker.Kept] {
    (given.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("back", returning?.text ?? "")])
      .map { PeriodPicker.Kept(name: $0.0, value: $0.1) }
  }

  func question(_ known: [String], problem: String?, isMain: Bool) -> Question {
    let asked = fields(known)
    let names = Set(asked.map(\.name))
    return Question(
      id: "ask", action: Route.setting(.decidePage).path, kept: kept.filter { !names.contains($0.name) }, asked: asked,
      problem: problem, button: "Show what it would change", isMain: isMain)
  }

  private func fields(_ known: [String]) -> [Question.Asked] {
    switch order.kind {
    case .alias: callingFields + [person("subject", "Who it is", known)] + days
    case .merge: [person("subject", "Who", known), person("other", "Is really", known)] + days
    case .person:
      [
        field("subject", "Name", order.subject), field("email", "Mail", order.email, isRequired: false),
        field("other", "User name", order.other, isRequired: false),
      ]
    case .team: [word("other", "Team", order.other, known)] + days
    case .role: [field("subject", "Name or id", order.subject), role] + (order.other == "bot" ? [] : days)
    case .left: [day("from", "First day without them", order.from?.iso8601, isRequired: true)]
    case .tag: [field("calling", "Tag", order.calling), word("subject", "Product", order.subject, known)] + days
    case .company: callingFields + [word("subject", "Client", order.subject, known)] + days
    case .domain:
      [field("calling", "Mail domain", order.calling), word("subject", "Client", order.subject, known)] + days
    case .contact: [field("other", "The contact's address", order.other)]
    case .undo: [day("from", "From the day", order.from?.iso8601, "Without one it never held.")]
    case .reject, .notContact, .passOver: []
    }
  }

  private var callingFields: [Question.Asked] {
    [
      field("calling", "Name at the source", order.calling, isRequired: order.vendorID == nil),
      field(
        "source", "Source", order.source, "Without one it holds at every source.",
        isRequired: order.kind == .company || order.vendorID != nil),
    ]
  }

  private var role: Question.Asked {
    .choice(
      ChoiceField(
        name: "other", title: "Is",
        options: IdentityRole.allCases.map { FilterForm.Choice.Option(value: $0.rawValue, title: $0.words) },
        chosen: order.other ?? IdentityRole.agent.rawValue, form: "ask"))
  }

  private var days: [Question.Asked] {
    [
      day("from", "First day", order.from?.iso8601, "Without one it has always been so."),
      day("to", "The day after the last one", order.to?.iso8601, "Without one it goes on."),
    ]
  }

  private func field(
    _ name: String, _ title: String, _ value: String?, _ help: String? = nil, isRequired: Bool = true
  ) -> Question.Asked {
    .field(Field(name: name, title: title, value: value ?? "", help: help, isRequired: isRequired, form: "ask"))
  }

  private func word(_ name: String, _ title: String, _ value: String?, _ known: [String]) -> Question.Asked {
    .word(
      Field(name: name, title: title, value: value ?? "", help: "One that is known, or a new one.", form: "ask"),
      known: known)
  }

  private func person(_ name: String, _ title: String, _ known: [String]) -> Question.Asked {
    let chosen = given[name] ?? ""
    let options = (known.contains(chosen) ? [] : [chosen]) + known
    return .choice(
      ChoiceField(
        name: name, title: title,
        options: options.map { FilterForm.Choice.Option(value: $0, title: $0.isEmpty ? "choose" : $0) },
        chosen: chosen, form: "ask"))
  }

  private func day(
    _ name: String, _ title: String, _ value: String?, _ help: String? = nil, isRequired: Bool = false
  ) -> Question.Asked {
    .field(
      Field(name: name, title: title, type: .date, value: value ?? "", help: help, isRequired: isRequired, form: "ask"))
  }
}

extension DecisionAsked {
  var title: String {
    switch order.kind {
    case .undo: "Undo a decision"
    case .person: "Add somebody"
    case .alias: "Say who it is"
    case .reject: "Say who it is not"
    case .merge: "Merge two people"
    case .team: "Put in a team"
    case .role: "Give a role"
    case .left: "Say who left"
    case .tag: "Say what a tag tells of"
    case .company, .domain: "Say whose client it is"
    case .contact: "Say who stands for a client"
    case .notContact: "Say who does not stand for a client"
    case .passOver: "Pass over"
    }
  }

  /// What is decided, in one sentence, as far as it is known.
  var lede: Sentence {
    let calling = order.calling ?? order.vendorID.map { "id \($0)" } ?? "a name"
    let place = order.source.map { " of \($0)" } ?? ""
    return switch order.kind {
    case .alias: Sentence(.text("Who is "), .name("“\(calling)”"), .text("\(place)?"))
    case .reject:
      Sentence(
        .name("“\(calling)”"), .text("\(place) is not "), .name(order.subject), .text(" and is suggested no more."))
    case .merge: "All work of one counts for the other; nothing is deleted."
    case .person: "Whoever is in the list is somebody of ours; a name that is in it waits for nobody."
    case .team: Sentence(.name(order.subject), .text(" is put in a team, from a day on or always."))
    case .role: "Programs and people who are left out are taken out of the figures at once, everywhere."
    case .left: Sentence(.name(order.subject), .text(" stays in every figure of the time before."))
    case .tag:
      Sentence(.text("Conversations with the tag "), .name("“\(order.calling ?? "")”"), .text(" are about a product."))
    case .company, .domain: Sentence(.name("“\(calling)”"), .text("\(place) belongs to a client."))
    case .contact: Sentence(.text("Reports of "), .name(order.subject), .text(" go to this contact."))
    case .notContact:
      Sentence(.name(order.other ?? ""), .text(" is not asked for "), .name(order.subject), .text(" again."))
    case .passOver:
      Sentence(
        .text("The \(order.subject) "), .name("“\(calling)”"),
        .text(" waits for no decision any more. No figure changes."))
    case .undo: Sentence()
    }
  }

  var button: String {
    switch order.kind {
    case .undo: "Undo it"
    case .passOver: "Pass it over"
    case .reject, .notContact: "It is not"
    default: "Decide so"
    }
  }
}

extension Question.Asked {
  fileprivate var name: String {
    switch self {
    case .field(let field), .word(let field, _): field.name
    case .choice(let choice): choice.name
    case .lines(let name, _, _, _, _): name
    case .tick(let tick): tick.name
    }
  }
}
