import Markup

/// One field of a form: label above, help below, and what is wrong with it.
struct Field: Sendable, Equatable {
  var name: String
  var title: String
  var type = Attribute.InputType.text
  var value = ""
  var help: String?
  var problem: String?
  var filling: Attribute.Filling?
  var isRequired = true
  var shortest: Int?
  /// Tells fields of one name in several forms apart.
  var form = "form"

  var html: HTML { html(suggesting: []) }

  /// - Parameter known: words that the browser offers; any other may be typed.
  func html(suggesting known: [String]) -> HTML {
    div(.class("field")) {
      label(.for(id)) { title }
      input(
        .id(id), .type(type), .name(name), type == .password ? nil : .value(value), filling.map { .autocomplete($0) },
        known.isEmpty ? nil : .suggestions("\(id)-known"), isRequired ? .required : nil,
        shortest.map { .minLength($0) }, .maxLength(1_024),
        problem != nil ? .described(by: "\(id)-problem") : help != nil ? .described(by: "\(id)-help") : nil,
        problem == nil ? nil : .invalid)
      if !known.isEmpty { datalist(.id("\(id)-known")) { for word in known { option(.value(word)) {} } } }
      if let problem { p(.class("err"), .id("\(id)-problem")) { Status(.bad, problem).html } }
      if let help { p(.class("help"), .id("\(id)-help")) { help } }
    }
  }

  private var id: String { "\(form)-\(name)" }
}

/// One of few words.
struct ChoiceField: Sendable, Equatable {
  var name: String
  var title: String
  var options: [FilterForm.Choice.Option]
  var chosen: String
  var help: String?
  var form = "form"

  var html: HTML {
    div(.class("field")) {
      label(.for("\(form)-\(name)")) { title }
      select(.id("\(form)-\(name)"), .name(name), help == nil ? nil : .described(by: "\(form)-\(name)-help")) {
        for given in options {
          option(.value(given.value), given.value == chosen ? .selected : nil) { given.title }
        }
      }
      if let help { p(.class("help"), .id("\(form)-\(name)-help")) { help } }
    }
  }
}
