/// The decoded parameters of a request's target, in the order they were written.
package struct HTTPQuery: Sendable, Equatable {
  package struct Parameter: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var parameters: [Parameter] = []

  package init() {}

  package init(_ parameters: [Parameter]) { self.parameters = parameters }

  /// Reads `a=1&b=two+words&c`; nil when an escape is broken, holds a NUL, or the text is not UTF-8.
  /// It also reads the body of an `application/x-www-form-urlencoded` form, which is written the same way.
  package init?(decoding text: some StringProtocol) {
    for pair in text.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = percentDecoded(halves[0].utf8, plusIsSpace: true),
        let value = halves.count == 2 ? percentDecoded(halves[1].utf8, plusIsSpace: true) : ""
      else { return nil }
      parameters.append(Parameter(name: name, value: value))
    }
  }

  package func first(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  package func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

  package var isEmpty: Bool { parameters.isEmpty }
}
