import HTTPServer

/// A page of ours to go on to after signing in. Whatever else an address could lead to is none.
struct ReturnAddress: Equatable {
  let text: String

  static let home = ReturnAddress(checked: "/")

  var isHome: Bool { text == "/" }

  private init(checked text: String) { self.text = text }

  init?(_ text: String) {
    // Browsers take two slashes, or a slash and a backslash, for the beginning of another host.
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"), text.utf8.count <= 2_048,
      let request = try? HTTPRequest(.get, text),  // one that cannot be asked for is none
      let route = Route(request.pathSegments), route.place.isPage
    else { return nil }
    self.text = text
  }
}

extension Place {
  /// Whether people open it by a link.
  fileprivate var isPage: Bool { takesGet && !isAPI && ![.asset, .live, .signIn, .setup].contains(self) }
}
