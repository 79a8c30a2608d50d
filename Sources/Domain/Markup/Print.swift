/// What differs from reader to reader of one page.
package enum Blank: Sendable, Equatable {
  /// In each form that posts.
  case formToken
  /// Whoever reads it.
  case reader
}

/// A written page with its blanks: one for all who see the same, and filled for each of them.
package struct Print: Sendable, Equatable {
  let bytes: [UInt8]
  /// In their order, each before that byte.
  let blanks: [Place]

  struct Place: Sendable, Equatable {
    let blank: Blank
    let offset: Int
  }

  /// The bytes for one reader.
  package func filled(formToken: FormToken?, reader: HTML = .nothing) -> [UInt8] {
    if blanks.isEmpty { return bytes }
    let field = formToken.map { $0.field.rendered() } ?? []
    let face = blanks.contains { $0.blank == .reader } ? reader.rendered(formToken: formToken) : []
    var filled: [UInt8] = []
    filled.reserveCapacity(bytes.count + blanks.reduce(0) { $0 + ($1.blank == .reader ? face : field).count })
    var start = 0
    for place in blanks {
      filled += bytes[start..<place.offset]
      filled += place.blank == .reader ? face : field
      start = place.offset
    }
    return filled + bytes[start...]
  }
}
