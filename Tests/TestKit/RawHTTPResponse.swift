/// An answer as it came over the wire, taken apart just enough to be compared.
package struct RawHTTPResponse: Sendable, Equatable {
  package let status: Int
  package let reason: String
  /// In order, names as they were written.
  package let fields: [String]
  /// Without chunked framing.
  package let body: [UInt8]

  package subscript(name: String) -> String? { all(name).first }

  package func all(_ name: String) -> [String] {
    fields.compactMap { field in
      let halves = field.split(separator: ":", maxSplits: 1)
      guard halves.count == 2, halves[0].lowercased() == name.lowercased() else { return nil }
      return String(halves[1].drop { $0 == " " })
    }
  }

  package var text: String { String(decoding: body, as: UTF8.self) }
}
