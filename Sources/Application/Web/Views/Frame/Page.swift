import Markup

/// A page: a model that is ready to print, and its markup. Nothing here queries.
protocol Page: Sendable {
  var frame: PageFrame { get }
  /// What stands in the title bar beside the heading: periods, share, export.
  var tools: HTML { get }
  var content: HTML { get }
}

extension Page {
  var tools: HTML { .nothing }

  /// The bytes of the whole document.
  func rendered() -> [UInt8] { printed().filled(formToken: frame.formToken, reader: frame.reader?.html ?? .nothing) }

  /// The whole document, for more than one reader.
  func printed() -> Print { document.printedDocument() }

  private var document: HTML {
    html(.lang("en"), frame.mode == .wall ? .data("mode", "tv") : nil) {
      documentHead
      body {
        a(.class("skip"), .href("#main")) { "Skip to content" }
        div(.class("app")) {
          frame.navigation.html(workspace: frame.workspace)
          main(.id("main"), .focusableByScript) {
            frame.bar(tools: tools)
            content
          }
        }
      }
    }
  }

  private var documentHead: HTML {
    head {
      meta(.utf8)
      meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
      meta(.name("color-scheme"), .content("light dark"))
      title { "\(frame.title) · Replyledger" }
      link(.rel("icon"), .href(Assets.icon.path))
      link(.rel("stylesheet"), .href(Assets.stylesheet.path))
      script(source: Assets.script.path)
      if let seconds = frame.reloadsAfter { noscript { meta(.refresh, .content("\(seconds)")) } }
    }
  }
}
