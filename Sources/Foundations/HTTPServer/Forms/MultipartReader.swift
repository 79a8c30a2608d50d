/// Reads a form as it arrives: a part's head, then its content piece by piece, then the next part.
///
///     var form = try MultipartReader(request)
///     while let part = try await form.nextPart() {
///       while let piece = try await form.nextPiece() { … }
///     }
package struct MultipartReader {
  package struct Limits: Sendable {
    package var parts = 100
    package var headerLine = 2_048
    package var headerTotal = 8_192
    package var headerCount = 16

    package init() {}
  }

  private var pieces: RequestBody.AsyncIterator
  private var parser: MultipartParser
  private var isInsidePart = false
  private var isFinished = false

  package init(_ request: HTTPRequest, limits: Limits = Limits()) throws(MultipartError) {
    guard let type = request.headers["Content-Type"].flatMap(HeaderParameters.init), type.word == "multipart/form-data",
      let boundary = type["boundary"], Self.isBoundary(boundary)
    else { throw .notAForm }
    pieces = request.body.makeAsyncIterator()
    parser = MultipartParser(boundary: Array(boundary.utf8), limits: limits)
  }

  /// The next part; what is left of the one before is skipped. Nil at the end of the form.
  package mutating func nextPart() async throws -> MultipartPart? {
    while isInsidePart { _ = try await nextPiece() }
    while !isFinished {
      if case .part(let part) = try await nextEvent() {
        isInsidePart = true
        return part
      }
    }
    return nil
  }

  /// The next piece of the part's content, nil at its end.
  package mutating func nextPiece() async throws -> [UInt8]? {
    guard isInsidePart else { return nil }
    if case .data(let bytes) = try await nextEvent() { return bytes }
    isInsidePart = false
    return nil
  }

  /// All that is left of the part, if it is no longer than `limit`: for the fields beside a file.
  package mutating func collectPart(upTo limit: Int) async throws -> [UInt8] {
    var whole: [UInt8] = []
    while let piece = try await nextPiece() {
      guard whole.count + piece.count <= limit else { throw MultipartError.tooLarge(limit: limit) }
      whole += piece
    }
    return whole
  }

  private mutating func nextEvent() async throws -> MultipartParser.Event {
    while true {
      if let event = try parser.next() {
        if event == .end { try await finish() }
        return event
      }
      guard let piece = try await pieces.next() else {
        throw MultipartError.malformed("it ends before its closing boundary")
      }
      parser.append(piece)
    }
  }

  /// Reads what follows the form, a line's end as a rule, so that the connection can be used again.
  private mutating func finish() async throws {
    isFinished = true
    while try await pieces.next() != nil {}
  }

  /// 1 to 70 characters of those RFC 2046 §5.1.1 allows, without a blank at the end.
  private static func isBoundary(_ text: String) -> Bool {
    let allowed = "'()+_,-./:=? "
    return (1...70).contains(text.utf8.count) && text.last != " "
      && text.utf8.allSatisfy { byte in
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.lowercasedASCII)
          || allowed.utf8.contains(byte)
      }
  }
}
