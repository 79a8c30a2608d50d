import HTTPServer

extension WebError {
  /// As the table of costs says it.
  func plain(_ reference: String?) -> HTTPResponse {
    .text(message + (reference.map { " (request \($0))" } ?? "") + "\n", status: status)
  }
}
