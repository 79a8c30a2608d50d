import Markup

/// A sync that is under way. The script replaces the words as it goes on; without it the page is loaded again.
struct LiveSync: Sendable, Equatable {
  var run: String
  /// “desk is syncing”.
  var title: String
  /// “began today, 09:06, by hand”.
  var begun: String
  var runHref: String
  /// Ends it; nothing when another process is at it.
  var stopAction: String?
  /// How much of how much; nothing while the vendor does not tell.
  var share: (done: Int, of: Int)?
  var tiles: [Tile]
  /// “You can leave this page. …”
  var note: String

  static func == (left: LiveSync, right: LiveSync) -> Bool {
    left.run == right.run && left.title == right.title && left.begun == right.begun && left.runHref == right.runHref
      && left.stopAction == right.stopAction && left.tiles == right.tiles && left.note == right.note
      && left.share?.done == right.share?.done && left.share?.of == right.share?.of
  }

  var html: HTML {
    section(.class("sec run-now"), .labelled(by: "live-\(run)"), .data("run", run)) {
      header {
        h2(.id("live-\(run)")) { title }
        div(.class("aside")) {
          begun + " · "
          a(.href(runHref)) { "this run" }
          if let stopAction {
            form(.class("inline"), .method(.post), .action(stopAction)) { button(.class("link")) { "Stop it" } }
          }
        }
      }
      bar
      div(.class("tiles")) { for tile in tiles { tile.html } }
      p(.class("excl"), .data("k", "\(run)-note")) { note }
    }
  }

  private var bar: HTML {
    let key = Attribute.data("k", "\(run)-bar")
    guard let share else { return progress(.spoken("\(title): how much is not known"), key) }
    return progress(.spoken(title), .max("\(share.of)"), .value("\(share.done)"), key)
  }
}

/// Where syncs under way are shown; empty while nothing runs, so that one that begins can appear.
struct LiveSyncs: Sendable, Equatable {
  /// Where the script hears how they go on.
  var streamHref: String
  var syncs: [LiveSync]

  /// For whoever may only watch.
  mutating func forbidStopping() { for index in syncs.indices { syncs[index].stopAction = nil } }

  var html: HTML { div(.class("lives"), .data("live", streamHref)) { inner } }

  /// One sync has room for its figures; several stand closer together.
  var inner: HTML {
    let all = group { for sync in syncs { sync.html } }
    return syncs.count > 1 ? div(.class("many")) { all } : all
  }
}
