/// The head of one field or file of a form; its content follows in pieces.
package struct MultipartPart: Sendable, Equatable {
  package let name: String
  /// The file's own name without any folder, for people to see. It came from outside: no path is made of it.
  package let filename: String?
  package let contentType: String?

  init(_ headers: HTTPHeaders) throws(MultipartError) {
    guard let written = headers["Content-Disposition"], headers.all("Content-Disposition").count == 1,
      let disposition = HeaderParameters(written), disposition.word == "form-data", let name = disposition["name"]
    else { throw .malformed("a part has no Content-Disposition that names a field") }
    self.name = name
    filename = disposition["filename"].map(Self.lastComponent)
    contentType = headers["Content-Type"]
  }

  private static func lastComponent(_ path: String) -> String {
    String(path.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last.map(Substring.init) ?? "")
  }
}
