import Warehouse

extension Notice {
  /// What keeps figures from being complete: a source that still comes in for the first time, or one that failed.
  static func ofSources(_ states: [SourceState], _ words: DayWords) -> [Notice] {
    states.compactMap { state in
      let id = state.source.id
      if state.isSyncing, state.lastDone == nil {
        return Notice(
          tone: .warn, title: "\(id) comes in for the first time", body: "Figures rise until it is complete.")
      }
      guard state.isWorrying else { return nil }
      var body: Sentence = "Its last sync did not come to its end. "
      if Asker.current.may(.source) { body.parts.append(.link("See why", href: Route.source(id).path)) }
      let title = state.lastDone == nil ? "Nothing of \(id) is complete" : "Figures of \(id) end \(state.last(words))"
      return Notice(tone: .warn, title: title, body: body)
    }
  }
}
