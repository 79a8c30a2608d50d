/// What proves that a form is one of ours. The writer puts it into every form that posts, so no page can forget it.
package struct FormToken: Sendable, Equatable {
  package static let name = "csrf"
  package let value: String

  package init(_ value: String) { self.value = value }

  var field: HTML { input(.type(.hidden), .name(FormToken.name), .value(value)) }
}

extension HTML.Element {
  var isPostedForm: Bool { name == "form" && attributes.contains(.method(.post)) }
}
