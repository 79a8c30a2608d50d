import Markup

extension PageFrame {
  func bar(tools: HTML) -> HTML {
    div(.class("bar")) {
      h1(.directionOfText) { title }
      button(.class("nav-open"), .popoverTarget("nav")) { "Menu" }
      tools
      if let freshness { freshness.html }
      span(.class("s q nb when")) { now }
    }
  }
}

extension Freshness {
  var html: HTML {
    details(.class("menu fresh"), .name("bar")) {
      Markup.summary { summary.html }
      div {
        if let note { p(.class("s q")) { note } }
        table(.class("t")) {
          caption(.class("vh")) { "Freshness by source" }
          thead {
            tr {
              columnHead("Source")
              columnHead("Complete to", isFigure: true)
            }
          }
          tbody {
            for source in sources {
              tr {
                th(.scope(.row)) { source.name }
                td(.class("num")) { source.status.html }
              }
            }
          }
        }
      }
    }
  }
}

extension Navigation {
  func html(workspace: String) -> HTML {
    nav(.class("nav"), .id("nav"), .popover, .spoken("Main")) {
      a(.class("brand"), .href(items.first?.href ?? "/")) {
        "Replyledger"
        small { workspace }
      }
      if !items.isEmpty {
        list(.top)
        list(.bottom)
      }
      .blank(.reader)
    }
  }

  private func list(_ place: Item.Place) -> HTML {
    ul {
      for item in items where item.place == place {
        li {
          a(.href(item.href), item.href == current ? .currentPage : nil) {
            item.title
            if let count = item.count {
              span(.class("tag")) {
                count
                span(.class("vh")) { " to do" }
              }
            }
          }
        }
      }
    }
  }
}

extension PageFrame.Reader {
  var html: HTML {
    div(.class("me")) {
      bdi { name }
      small { note }
      if let signOutAction {
        form(.class("inline"), .method(.post), .action(signOutAction)) { button(.class("link")) { "Sign out" } }
      }
    }
  }
}
