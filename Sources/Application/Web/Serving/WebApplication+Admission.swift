import Accounts
import HTTPServer
import Markup
import Runtime

extension WebApplication {
  /// Lets in whoever may come to this address.
  func admit(_ asker: Asker, to place: Place, _ request: HTTPRequest) throws(WebError) {
    switch place.demand(of: request.method) {
    case .nothing, .signature: return
    case .neighbourOrToken:
      if isNeighbour(request) { return }
      try admit(asker, to: place, request.method, as: .viewer)
    case .role(let role): try admit(asker, to: place, request.method, as: role)
    }
  }

  private func admit(
    _ asker: Asker, to place: Place, _ method: HTTPMethod, as needed: Role
  ) throws(WebError) {
    guard let role = asker.role else { throw .signInFirst }
    guard role >= needed else {
      throw WebError(.forbidden, "this needs the role \(needed.rawValue), and you are \(role.rawValue)")
    }
    if case .token(let token) = asker.means, let scope = place.scope(of: method), !token.covers(scope) {
      throw WebError(.forbidden, "this token is not for \(scope.rawValue); make one with that scope")
    }
    guard place.isForNarrowed || !asker.visibility.isNarrowed else {
      throw WebError(
        .forbidden, "this shows work of everybody, and you see \(asker.visibility.words) only; ask an admin for more")
    }
  }

  /// Whether a request that changes something was meant: a browser sends its cookie along whatever page made it ask.
  ///
  /// - Returns: the request, with its body still to be read.
  func checkForm(_ request: HTTPRequest, of asker: Asker, at place: Place) async throws -> HTTPRequest {
    guard ![.get, .head].contains(request.method), place != .hook, access == .accounts else { return request }
    if case .token = asker.means { return request }
    guard let expected = asker.formToken else { throw WebError.staleForm }
    if let given = request.headers[FormToken.header] {
      guard given == expected.value else { throw WebError.staleForm }
      return request
    }
    // The fields of a form with a file come one by one; whoever receives the file asks for the token before it.
    if request.isMultipart, place.takesFile { return request }
    let body = try await request.body.collect(upTo: WebApplication.longestForm)
    guard try HTTPQuery(form: body).first(FormToken.name) == expected.value else { throw WebError.staleForm }
    return request.carrying(body)
  }

  static let longestForm = 65_536
}

extension FormToken {
  /// For scripts.
  static let header = "X-CSRF-Token"
}

extension Place {
  var takesFile: Bool { [.upload, .importMessenger, .uploadJSON].contains(self) }
}

extension HTTPRequest {
  var isMultipart: Bool { headers["Content-Type"]?.lowercased().hasPrefix("multipart/form-data") == true }
}

extension HTTPQuery {
  /// The fields of a form that was sent whole.
  init(form body: [UInt8]) throws(WebError) {
    guard let fields = HTTPQuery(decoding: String(decoding: body, as: UTF8.self)) else {
      throw .badRequest("the form cannot be decoded")
    }
    self = fields
  }
}

extension WebError {
  static let signInFirst: WebError = {
    var error = WebError(
      .unauthorized, "send “Authorization: Bearer TOKEN”; “replyledger token create” makes one")
    error.asksForToken = true
    return error
  }()

  static let staleForm = WebError(
    .forbidden, "the form was open for too long, or is not of this server; load its page again and send it from there")
}
