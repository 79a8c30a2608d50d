extension String {
  /// In lower case, which is itself where nothing in it could change: nearly all addresses, and the words of vendors.
  package var inLowerCase: String {
    utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ? self : lowercased()
  }
}
