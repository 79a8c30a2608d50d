import Markup

extension SourcesPage {
  var content: HTML {
    group {
      live.html
      div(.class("grid")) {
        // Before anything came, what brings something comes first.
        if connect.isFirst { bringIn }
        if !sources.isEmpty {
          sheet("all", "Sources", aside: count.html, columns: 12) {
            sourceList
            key
          }
        }
        if !runs.rows.isEmpty {
          sheet("runs", "Last runs", aside: runsNote.html, columns: notices.isEmpty ? 12 : 8) { runs.html }
        }
        if !notices.isEmpty {
          sheet("needs", "Needs you", aside: .text("\(notices.count)"), columns: 4) {
            div(.class("stack tight")) { for notice in notices { notice.html } }
          }
        }
        if !connect.isFirst { bringIn }
      }
    }
  }

  private var bringIn: HTML {
    group {
      connect.html(columns: upload == nil ? 12 : 7)
      if let upload { sheet("upload", "Upload a file", columns: 5) { upload.html } }
    }
  }

  private var sourceList: HTML {
    scrolling("Table of sources") {
      table(.class("t cards sources"), .role(.table)) {
        caption(.class("vh")) { "Sources with state, next sync, today's conversations and coverage" }
        thead(.role(.rowgroup)) { heads }
        tbody(.role(.rowgroup)) { for source in sources { line(source) } }
      }
    }
  }

  private var heads: HTML {
    tr(.role(.row)) {
      for (text, name) in [
        ("Source", nil), ("State", nil), ("Next sync", "num"), ("Conversations today", "num"),
        ("Limit used", "num wide"),
        (coverageHead, "covc"), ("Begin", "wide vh-head"),
      ] {
        th(.role(.columnheader), .scope(.col), .class(name)) { text }
      }
    }
  }

  private func line(_ source: Source) -> HTML {
    tr(.role(.row)) {
      th(.role(.rowheader), .scope(.row)) {
        a(.class("who title"), .href(source.href)) { source.name }
        small { source.kind }
      }
      td(.role(.cell)) {
        source.status.html
        small { source.statusNote }
      }
      td(.role(.cell), .class("num"), .data("l", "next sync")) {
        source.next
        if !source.nextNote.isEmpty { small { source.nextNote } }
      }
      td(.role(.cell), .class("num"), .data("l", "today")) {
        source.today.html
        small { source.all.html }
      }
      td(.role(.cell), .class("num wide")) { quota(source.quota) }
      td(.role(.cell), .class("covc")) {
        source.coverage.html
        small { source.coverageWords.html }
      }
      td(.role(.cell), .class("wide act")) { if let sync = source.sync { sync.html } }
    }
  }

  private func quota(_ quota: Quota?) -> HTML {
    guard let quota else { return span(.class("dim")) { "no limit told" } }
    return group {
      quota.text
      InlineBar(fraction: quota.fraction, colour: quota.fraction > 0.8 ? .bad : .series, hasTrack: true).html
    }
  }

  /// One key for all strips.
  private var key: HTML {
    CoverageChart(cells: sources.flatMap(\.coverage.cells), alternative: "").key
  }
}
