import Markup

extension UploadForm {
  /// Without the script the browser sends the form and shows the result page; with it the progress is seen.
  var html: HTML {
    form(
      .class("upload"), .method(.post), .action(action), .sendsFiles, .data("limit", "\(limitBytes)"),
      .data("too-large", tooLarge)
    ) {
      for part in kept { input(.type(.hidden), .name(part.name), .value(part.value)) }
      if let sources { field(sources) }
      div(.class("field")) {
        label(.for("upload-file")) { "File with conversations" }
        input(
          .id("upload-file"), .type(.file), .name("file"), .accept(accepts), .required,
          .described(by: problem == nil ? "upload-help" : "upload-problem"), problem == nil ? nil : .invalid)
        if let problem { p(.class("err"), .id("upload-problem")) { Status(.bad, problem).html } }
        p(.class("help"), .id("upload-help")) {
          formats.html
          " At most \(limit). A file may be sent twice: what is already here is not counted again."
        }
      }
      button(.class("btn main")) { "Upload and read" }
      div(.class("field"), .hidden) { progress(.spoken("Upload")) }
      p(.class("s q"), .role(.status))
    }
  }

  private var tooLarge: String { "This file is larger than \(limit). Split it, or raise the limit in the settings." }

  private func field(_ choice: FilterForm.Choice) -> HTML {
    div(.class("field")) {
      label(.for("upload-\(choice.name)")) { choice.title }
      select(.id("upload-\(choice.name)"), .name(choice.name)) {
        for given in choice.options {
          option(.value(given.value), given.value == choice.chosen ? .selected : nil) { given.title }
        }
      }
    }
  }
}
