import Markup
import Sync
import Synchronization

/// How far syncs are: on a terminal a line for each source, rewritten in place; in a pipe a line now and then.
final class SyncLines: Sendable {
  private struct State {
    var progress: [String: SyncProgress] = [:]
    var shownAt: UInt64
    var lines = 0
  }

  private let console: Console
  private let pause: UInt64
  private let state: Mutex<State>

  init(on console: Console) {
    self.console = console
    // A person reads four lines a second at most; a log wants few.
    pause = console.talk.isTerminal ? 250_000_000 : 10_000_000_000
    state = Mutex(State(shownAt: console.nanoseconds()))
  }

  @Sendable func show(_ progress: SyncProgress) {
    let now = console.nanoseconds()
    let due = state.withLock { state -> (lines: [String], above: Int)? in
      state.progress[progress.source] = progress
      guard now - state.shownAt >= pause else { return nil }
      let above = state.lines
      let lines = state.progress.sorted { $0.key < $1.key }.map { SyncWording.progress($0.value) }
      state.shownAt = now
      state.lines = lines.count
      return (lines, above)
    }
    guard let due else { return }
    if console.talk.isTerminal {
      let up = due.above > 0 ? "\u{1B}[\(due.above)A" : ""
      let text = due.lines.map { "\r\u{1B}[K\($0.prefix(console.talk.width - 1))\n" }.joined()
      try? console.talk.write(up + text)  // nobody misses a progress line
    } else {
      for line in due.lines { console.talk.say(line) }
    }
  }

  /// Clears the lines for what comes next.
  func end() {
    let lines = state.withLock { $0.lines }
    guard console.talk.isTerminal, lines > 0 else { return }
    try? console.talk.write("\u{1B}[\(lines)A" + "\r\u{1B}[J")  // as above
  }
}
