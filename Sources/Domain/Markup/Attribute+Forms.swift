extension Attribute {
  package enum InputType: String, Sendable {
    case button, checkbox, date, file, hidden, number, password, search, submit, text
  }
  package enum Method: String, Sendable {
    case get, post
  }
  package enum Scope: String, Sendable {
    case col, row, colgroup, rowgroup
  }

  package static func type(_ type: InputType) -> Attribute { Attribute("type", type.rawValue) }
  package static func method(_ method: Method) -> Attribute { Attribute("method", method.rawValue) }
  package static func name(_ name: String) -> Attribute { Attribute("name", name) }
  package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  package static func min(_ value: String) -> Attribute { Attribute("min", value) }
  package static func max(_ value: String) -> Attribute { Attribute("max", value) }
  package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
  package static func accept(_ types: String) -> Attribute { Attribute("accept", types) }
  package static func popoverTarget(_ id: String) -> Attribute { Attribute("popovertarget", id) }
  /// Without it a browser sends a file's name and not the file.
  package static let sendsFiles = Attribute("enctype", "multipart/form-data")
  package static let required = Attribute("required")
  package static let readOnly = Attribute("readonly")
  /// Of a button that stands elsewhere: the form that it sends.
  package static func ofForm(_ id: String) -> Attribute { Attribute("form", id) }
  package static let disabled = Attribute("disabled")
  package static let checked = Attribute("checked")
  package static let selected = Attribute("selected")
  package static let open = Attribute("open")
  package enum Filling: String, Sendable {
    case username
    case currentPassword = "current-password"
    case newPassword = "new-password"
    case oneTimeCode = "one-time-code"
  }
  /// What browsers and password managers fill in.
  package static func autocomplete(_ filling: Filling) -> Attribute { Attribute("autocomplete", filling.rawValue) }
  package static func minLength(_ count: Int) -> Attribute { Attribute("minlength", "\(count)") }
  package static func maxLength(_ count: Int) -> Attribute { Attribute("maxlength", "\(count)") }
  package static func lines(_ count: Int) -> Attribute { Attribute("rows", "\(count)") }
  /// The id of the suggestions for a field.
  package static func suggestions(_ id: String) -> Attribute { Attribute("list", id) }
  package static let noAutocomplete = Attribute("autocomplete", "off")

  package static func scope(_ scope: Scope) -> Attribute { Attribute("scope", scope.rawValue) }
  package static func columns(_ count: Int) -> Attribute { Attribute("colspan", "\(count)") }
  package static func datetime(_ instant: String) -> Attribute { Attribute("datetime", instant) }

  package static let utf8 = Attribute("charset", "utf-8")
  package static let refresh = Attribute("http-equiv", "refresh")
  package static func content(_ text: String) -> Attribute { Attribute("content", text) }
}
