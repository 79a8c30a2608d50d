/// Numbers names in the order in which they come up, so that columns can hold small codes.
struct NameTable<Code: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private(set) var names: [String] = []
  private var codes: [String: Code] = [:]

  init(beginningWith names: [String] = []) {
    for name in names { _ = code(of: name) }
  }

  mutating func code(of name: String) -> Code {
    if let known = codes[name] { return known }
    // The last code is shared by whatever does not fit; two columns of names never come near it in practice.
    let code = Code(clamping: names.count)
    if code < Code.max || names.count == Int(Code.max) { names.append(name) }
    codes[name] = code
    return code
  }

  func known(_ name: String) -> Code? { codes[name] }

  subscript(code: Code) -> String { names[Int(code)] }
}
