/// A file that pages need, served from the program itself. Its address changes with its content, so a browser may keep
/// it for ever.
struct Asset: Sendable, Equatable {
  let name: String
  let contentType: String
  let bytes: [UInt8]
  /// `/assets/app.css?v=1f0c9a2b7d3e4f56`
  let path: String

  init(name: String, contentType: String, text: String) {
    self.name = name
    self.contentType = contentType
    bytes = Array(text.utf8)
    path = "/assets/\(name)?v=\(Self.fingerprint(of: bytes))"
  }

  /// FNV-1a, 64 bits: it tells two builds apart, and guards nothing.
  private static func fingerprint(of bytes: [UInt8]) -> String {
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Everything served under `/assets/`.
enum Assets {
  static let stylesheet = Asset(
    name: "app.css", contentType: "text/css; charset=utf-8",
    text: Styles.packed([
      Styles.tokens, Styles.base, Styles.frame, Styles.parts, Styles.controls, Styles.tables, Styles.charts,
      Styles.conversation, Styles.sources, Styles.accounts, Styles.figures, Styles.narrow, Styles.narrowSources,
      Styles.wall,
      Styles.print,
    ]))
  static let script = Asset(name: "app.js", contentType: "text/javascript; charset=utf-8", text: Scripts.app)
  static let icon = Asset(name: "icon.svg", contentType: "image/svg+xml", text: Icons.product)

  static let all = [stylesheet, script, icon]

  static func named(_ name: String) -> Asset? { all.first { $0.name == name } }
}

/// The parts of the stylesheet, one file each, in the order in which they are served.
enum Styles {}

enum Icons {
  /// A page of a ledger: a line of work, and the double rule under what adds up.
  static let product = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f4f8b"/>\
    <path d="M8 9h16M8 14h10" stroke="#fff" stroke-width="2.5" stroke-linecap="round" opacity=".75"/>\
    <path d="M8 20.5h16M8 24.5h16" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>
    """
}
