import Markup
import Synchronization
import Warehouse

/// How far facts are made under other rules: a line that is rewritten in place, or in a pipe one now and then.
final class RederivingLines: Sendable {
  private let console: Console
  private let pause: UInt64
  private let shownAt: Mutex<UInt64>
  private let hasShown = Mutex(false)

  init(on console: Console) {
    self.console = console
    pause = console.talk.isTerminal ? 250_000_000 : 10_000_000_000
    shownAt = Mutex(console.nanoseconds())
  }

  @Sendable func show(_ state: Rederivation) {
    let now = console.nanoseconds()
    let isDue = shownAt.withLock { shownAt in
      guard now - shownAt >= pause else { return false }
      shownAt = now
      return true
    }
    guard isDue else { return }
    let line =
      "The rules are other ones: \(Figures.count(state.done)) of \(Figures.count(state.total)) conversations are worked "
      + "out anew"
    hasShown.withLock { $0 = true }
    if console.talk.isTerminal {
      try? console.talk.write("\r\u{1B}[K\(line.prefix(console.talk.width - 1))")  // nobody misses a progress line
    } else {
      console.talk.say(line)
    }
  }

  /// Clears the line for what comes next.
  func end() {
    guard console.talk.isTerminal, hasShown.withLock({ $0 }) else { return }
    try? console.talk.write("\r\u{1B}[K")  // as above
  }
}
