// The standard library has the normal form, and compares strings by it, but gives it no public name yet.
@_spi(_Unicode) internal import Swift

extension String {
  /// Unicode NFC: equal strings have equal bytes in it.
  package var inNormalForm: String {
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }
}
