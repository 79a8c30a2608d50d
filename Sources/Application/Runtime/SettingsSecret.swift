/// A value that must not be shown. It prints as dots, also where a value around it is printed, dumped or mirrored.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String

  package init(_ value: String) { self.value = value }

  /// The only way to the value: for the moment of its use, and never for a log or an error.
  package func reveal() -> String { value }

  package var description: String { "••••" }
  package var debugDescription: String { "••••" }
  package var customMirror: Mirror { Mirror(self, children: [Mirror.Child]()) }
}
