/// One way out of a command: a terminal, a pipe, a file, or a test.
package struct Outlet: Sendable {
  package let isTerminal: Bool
  /// Columns of the terminal.
  package let width: Int
  package let usesColour: Bool
  private let write: @Sendable ([UInt8]) throws -> Void

  package init(
    isTerminal: Bool = false, width: Int = 80, usesColour: Bool = false,
    write: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.isTerminal = isTerminal
    self.width = width
    self.usesColour = usesColour
    self.write = write
  }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  package func write(bytes: [UInt8]) throws { try write(bytes) }

  /// A line, or several.
  package func line(_ text: String = "") throws { try write(text + "\n") }

  /// A line to somebody who may have left: that nobody hears it changes nothing.
  func say(_ text: String = "") { try? line(text) }

  func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func red(_ text: String) -> String { usesColour ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
}

/// Whoever read the output has seen enough (`replyledger metric M05 | head -1`): no failure, and nobody to tell.
struct OutputClosed: Error {}
