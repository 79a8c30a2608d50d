import Markup

extension SourcesPage {
  var content: HTML {
    group {
      if !notices.isEmpty { div(.class("notices")) { for notice in notices { notice.html } } }
      div(.class("grid")) {
        sheet("all", "In the ledger", aside: count.html, columns: 12) { sourceList }
        sheet("upload", "Upload a file", columns: 5) { upload.html }
        sheet("imports", "Last imports", aside: importsNote.html, columns: 7) { importList }
      }
    }
  }

  private var sourceList: HTML {
    group {
      if sources.isEmpty {
        p(.class("calm q")) { "No source yet. Upload a file, and it becomes the first." }
      } else {
        scrolling("Table of sources") {
          table(.class("t cards"), .role(.table)) {
            caption(.class("vh")) { "Sources with state, size and last import" }
            thead(.role(.rowgroup)) { sourceHeads }
            tbody(.role(.rowgroup)) { for source in sources { line(source) } }
          }
        }
      }
    }
  }

  private var sourceHeads: HTML {
    tr(.role(.row)) {
      for (title, isFigure) in [
        ("Source", false), ("State", false), ("Conversations", true), ("Days", false), ("Messages", true),
        ("Last import", true),
      ] {
        th(.role(.columnheader), .scope(.col), .class(isFigure ? "num" : nil)) { title }
      }
    }
  }

  private func line(_ source: Source) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        source.href.map { a(.class("who title"), .href($0)) { source.name } } ?? span(.class("who")) { source.name }
        small { source.kind }
      }
      td(.role(.cell)) { source.status.html }
      td(.role(.cell), .class("num")) {
        source.conversations.html
        span(.class("unit")) { " conversations" }
      }
      td(.role(.cell), .class("nb dim")) { source.span }
      td(.role(.cell), .class("num")) {
        source.messages.html
        span(.class("unit")) { " messages" }
      }
      td(.role(.cell), .class("num dim"), .data("l", "last import")) { source.lastImport }
    }
  }

  private var importList: HTML {
    group {
      if imports.isEmpty {
        p(.class("calm q")) { "Nothing was imported yet." }
      } else {
        scrolling("Table of last imports") {
          table(.class("t cards"), .role(.table)) {
            caption(.class("vh")) { "Last imports and what became of them" }
            thead(.role(.rowgroup)) { importHeads }
            tbody(.role(.rowgroup)) { for run in imports { line(run) } }
          }
        }
      }
    }
  }

  private var importHeads: HTML {
    tr(.role(.row)) {
      for (title, isFigure) in [
        ("File", false), ("At", false), ("Result", false), ("Stored", true), ("Rejected", true),
      ] {
        th(.role(.columnheader), .scope(.col), .class(isFigure ? "num" : nil)) { title }
      }
    }
  }

  private func line(_ run: Import) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        a(.class("title"), .href(run.href), .directionOfText) { run.file }
        small { run.source }
      }
      td(.role(.cell), .class("nb dim")) { run.at }
      td(.role(.cell)) { run.status.html }
      td(.role(.cell), .class("num"), .data("l", "stored")) { run.stored }
      td(.role(.cell), .class("num"), .data("l", "rejected")) { run.rejected?.html ?? span(.class("dim")) { "none" } }
    }
  }
}
