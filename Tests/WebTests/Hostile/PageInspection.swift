/// A page taken apart tag by tag, as strictly as we write it, with everything in it that is not ours to have written.
struct PageInspection {
  private(set) var problems: [String] = []
  private(set) var links: [String] = []
  private(set) var forms: [Form] = []
  /// How often a payload was shown.
  private(set) var shown = 0

  struct Form: Hashable {
    var action: String
    var method: String
    var fields: [Field] = []
    var isMultipart = false
  }

  struct Field: Hashable {
    var name: String
    var value: String
  }

  private var rest: Substring.UTF8View
  private var open: Form?

  init(_ page: String) {
    rest = Substring(page).utf8
    shown = page.split(separator: "zq7", omittingEmptySubsequences: false).count - 1
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...].dropFirst()
      readTag()
    }
  }

  private mutating func readTag() {
    if take("!doctype html>") { return }
    let isEnd = take("/")
    let name = takeName()
    guard !name.isEmpty else { return complain("a bare “<”") }
    if isEnd {
      if name == "form", let form = open {
        forms.append(form)
        open = nil
      }
      return
    }
    var attributes: [String: String] = [:]
    while let attribute = takeAttribute() {
      if attributes.updateValue(attribute.value, forKey: attribute.name) != nil {
        complain("\(name) has \(attribute.name) twice")
      }
    }
    inspect(name, attributes)
  }

  private mutating func inspect(_ name: String, _ attributes: [String: String]) {
    if name.contains("zq7") || ["style", "iframe", "object", "embed", "base", "frame", "applet"].contains(name) {
      complain("an element “\(name)”")
    }
    if name == "script", attributes["src"]?.hasPrefix("/assets/") != true { complain("a script of somebody else's") }
    if name == "meta", let order = attributes["http-equiv"] {
      let isReload = order == "refresh" && attributes["content"].map { Int($0) != nil } ?? false
      if !isReload { complain("a page that says how it is to be served") }
    }
    for (attribute, value) in attributes {
      if attribute.hasPrefix("on") || attribute.contains("zq7") || ["style", "srcdoc"].contains(attribute) {
        complain("\(name) has \(attribute)")
      }
      if ["href", "src", "action", "formaction", "xlink:href", "data-live", "poster"].contains(attribute) {
        inspect(address: value, of: name, attributes)
      }
    }
    collect(name, attributes)
  }

  private mutating func inspect(address: String, of name: String, _ attributes: [String: String]) {
    let isOurs = address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
    if isOurs || address.hasPrefix("#") || address.hasPrefix("?") {
      if name == "a" { links.append(address) }
      return
    }
    // A conversation may be opened at its vendor, who does not learn from where.
    let isOutside = address.hasPrefix("https://") || address.hasPrefix("http://")
    if name == "a", isOutside, attributes["rel"]?.contains("noreferrer") == true { return }
    complain("\(name) leads to “\(address)”")
  }

  private mutating func collect(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "form":
      open = Form(
        action: attributes["action"] ?? "", method: attributes["method"] ?? "get",
        isMultipart: attributes["enctype"] == "multipart/form-data")
    case "input", "select", "textarea", "button":
      guard let field = attributes["name"] else { return }
      open?.fields.append(Field(name: field, value: attributes["value"] ?? ""))
    default: break
    }
  }

  private mutating func complain(_ words: String) {
    problems.append("\(words), before: \(String(decoding: rest.prefix(80), as: UTF8.self))")
  }
}

// MARK: Reading

extension PageInspection {
  private mutating func take(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func takeName() -> String {
    let name = rest.prefix { byte in
      let lower = byte | 0x20
      return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
        || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
    rest = rest.dropFirst(name.count)
    return String(decoding: name, as: UTF8.self)
  }

  /// Nothing at the end of the tag.
  private mutating func takeAttribute() -> (name: String, value: String)? {
    while take(" ") {}
    if take(">") || take("/>") { return nil }
    let name = takeName()
    guard !name.isEmpty else {
      complain("no attribute")
      return nil
    }
    guard take("=") else { return (name, "") }
    guard take("\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else {
      complain("\(name) has a value without quotes")
      return nil
    }
    let value = String(decoding: rest[..<end], as: UTF8.self)
    rest = rest[end...].dropFirst()
    return (name, value.withoutEntities)
  }
}

extension String {
  fileprivate var withoutEntities: String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(self) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
