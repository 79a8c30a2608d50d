import HTTPServer

extension WebApplication {
  /// The address names the content, so a browser may keep it for ever; under another address it has to ask again.
  func asset(_ name: String, _ request: HTTPRequest) throws -> HTTPResponse {
    guard let asset = Assets.named(name) else { throw WebError.notFound("there is no such file") }
    var response = HTTPResponse.content(asset.bytes, type: asset.contentType).withETag(for: asset.bytes)
    let isThisContent = request.target == asset.path
    response.headers["Cache-Control"] = isThisContent ? "public, max-age=31536000, immutable" : "no-cache"
    return response
  }
}
