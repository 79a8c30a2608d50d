/// Text behind `%XX` escapes; nil when an escape is broken, the result is not UTF-8, or it holds a NUL.
package func percentDecoded(_ text: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var rest = text.makeIterator()
  while let byte = rest.next() {
    switch byte {
    case UInt8(ascii: "%"):
      guard let high = rest.next()?.hexDigitValue, let low = rest.next()?.hexDigitValue else { return nil }
      bytes.append(high << 4 | low)
    case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
    default: bytes.append(byte)
    }
  }
  // A NUL ends a C string early: a path could name one file here and another one below.
  guard !bytes.contains(0) else { return nil }
  return String(validating: bytes, as: UTF8.self)
}
