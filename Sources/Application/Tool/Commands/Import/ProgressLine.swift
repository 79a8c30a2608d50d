import Markup
import Sync
import Synchronization

/// How far an import is: one line rewritten in place on a terminal, a line now and then in a pipe.
final class ProgressLine: Sendable {
  private struct State {
    var shownAt: UInt64
    var isVisible = false
  }

  private let label: String
  private let size: Int?
  private let console: Console
  private let start: UInt64
  private let pause: UInt64
  private let state: Mutex<State>

  init(for label: String, size: Int?, on console: Console) {
    self.label = label
    self.size = size
    self.console = console
    start = console.nanoseconds()
    // A person reads ten lines a second at most; a log wants few.
    pause = console.talk.isTerminal ? 100_000_000 : 3_000_000_000
    state = Mutex(State(shownAt: start))
  }

  @Sendable func show(_ progress: ImportProgress) {
    let now = console.nanoseconds()
    let isDue = state.withLock { state in
      guard now - state.shownAt >= pause else { return false }
      state = State(shownAt: now, isVisible: true)
      return true
    }
    guard isDue else { return }
    let text = words(for: progress, after: Double(now - start) / 1e9)
    if console.talk.isTerminal {
      try? console.talk.write("\r\u{1B}[K" + text.prefix(console.talk.width - 1))  // nobody misses a progress line
    } else {
      console.talk.say(text)
    }
  }

  /// Clears the line for what comes next.
  func end() {
    guard console.talk.isTerminal, state.withLock({ $0.isVisible }) else { return }
    try? console.talk.write("\r\u{1B}[K")  // as above
  }

  private func words(for progress: ImportProgress, after seconds: Double) -> String {
    let megabytes = Double(progress.bytesRead) / 1e6
    let share = size.map { Figures.share(min(1, Double(progress.bytesRead) / Double($0))) }
    let parts = [
      share ?? "\(Figures.count(Int(megabytes))) MB", "\(Figures.count(Int(megabytes / max(seconds, 0.001)))) MB/s",
      Figures.count(progress.conversations, "conversation", "conversations"),
      progress.rejected > 0 ? "\(Figures.count(progress.rejected, "row", "rows")) set aside" : nil,
    ]
    return "\(label): " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}
