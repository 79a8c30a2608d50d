import HTTPServer
import Markup

/// A file of a form, on disk, with the fields that came beside it.
struct Upload {
  var name: String
  var content: Spool
  var fields: [String: String]

  /// No field beside the file is longer.
  private static let longestField = 1_024

  /// Reads a form whose file may have at most `limit` bytes; a larger one is refused as soon as that is known.
  ///
  /// - Parameters:
  ///   - formToken: what must stand in the form before the file; nothing where the sender is certain already.
  ///   - progress: told how many bytes of the file have come, again and again.
  static func receive(
    _ request: HTTPRequest, limit: Int, formToken: FormToken? = nil, progress: (Int) -> Void = { _ in }
  ) async throws -> Upload {
    let tooLarge = WebError(.contentTooLarge, "the file is larger than the limit of \(limit) bytes")
    // What the form adds around the file is small; a promise far above the limit needs no reading.
    if let promised = request.body.declaredLength, promised > limit + 65_536 { throw tooLarge }
    var form = try reader(of: request)
    var file: (name: String, content: Spool)?
    var fields: [String: String] = [:]
    while let part = try await form.nextPart() {
      guard part.name == "file" else {
        let value = try await form.collectPart(upTo: longestField)
        fields[part.name] = String(decoding: value, as: UTF8.self)
        continue
      }
      // Before a byte of the file is kept it must be certain that its sender meant it.
      if let formToken, fields[FormToken.name] != formToken.value { throw WebError.staleForm }
      guard file == nil else { throw WebError.unprocessable("the form has more than one file; send them one by one") }
      guard let name = part.filename else { throw missing }
      let content = try Spool()
      while let piece = try await form.nextPiece() {
        guard content.size + piece.count <= limit else { throw tooLarge }
        try content.append(piece)
        progress(content.size)
      }
      file = (name, content)
    }
    guard let file else { throw missing }
    return Upload(name: file.name, content: file.content, fields: fields)
  }

  private static func reader(of request: HTTPRequest) throws(WebError) -> MultipartReader {
    do { return try MultipartReader(request) } catch { throw missing }
  }

  private static let missing = WebError.unprocessable(
    "the field “file” is missing; send the file as multipart/form-data under this name")
}
