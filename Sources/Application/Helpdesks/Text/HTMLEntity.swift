/// A character reference such as `&amp;`, `&#8217;` or `&#x2019;`, decoded.
struct HTMLEntity {
  let scalar: Unicode.Scalar
  /// The index behind it.
  let end: Int

  /// The reference that begins with the `&` at `start`; nothing when it is text such as `AT&T` or `?a=1&copy=2`.
  init?(_ bytes: Span<UInt8>, at start: Int) {
    if matches("#", bytes, at: start + 1) {
      self.init(number: bytes, at: start + 2)
    } else {
      self.init(name: bytes, at: start + 1)
    }
  }

  private init?(name bytes: Span<UInt8>, at start: Int) {
    var key = EntityName()
    var index = start
    while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) {
      guard index - start < EntityName.longest else { return nil }
      key.append(bytes[index])
      index += 1
    }
    guard let scalar = EntityName.scalars[key] else { return nil }
    let isClosed = matches(";", bytes, at: index)
    // Old mails leave the semicolon out of these; of others it would spoil addresses.
    guard isClosed || EntityName.known.contains(key) && !matches("=", bytes, at: index) else { return nil }
    (self.scalar, end) = (scalar, isClosed ? index + 1 : index)
  }

  private init?(number bytes: Span<UInt8>, at start: Int) {
    let isHexadecimal = matches("x", bytes, at: start) || matches("X", bytes, at: start)
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let first = isHexadecimal ? start + 1 : start
    var value: UInt32 = 0
    var index = first
    while index < bytes.count, let digit = digit(bytes[index]), digit < radix {
      value = min(value * radix + digit, 0x11_0000)
      index += 1
    }
    guard index > first else { return nil }
    end = matches(";", bytes, at: index) ? index + 1 : index
    scalar = value == 0 ? "\u{FFFD}" : Unicode.Scalar(Self.unmisled(value)) ?? "\u{FFFD}"
  }

  /// Numbers from 128 to 159 mean the characters of Windows-1252, as in browsers.
  private static func unmisled(_ value: UInt32) -> UInt32 {
    guard (0x80...0x9F).contains(value) else { return value }
    let meant = windows[Int(value - 0x80)]
    return meant == 0 ? value : meant
  }

  private static let windows: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}

private func digit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}

/// The name of a character in HTML 4, at most eight letters and digits.
private struct EntityName: Hashable {
  static let longest = 8
  private var packed: UInt64 = 0

  init(_ name: Substring = "") {
    for byte in name.utf8 { append(byte) }
  }

  mutating func append(_ byte: UInt8) { packed = packed << 8 | UInt64(byte) }

  static let known = Set(["amp", "lt", "gt", "quot", "nbsp"].map { EntityName($0) })

  static let scalars: [EntityName: Unicode.Scalar] = {
    var scalars: [EntityName: Unicode.Scalar] = [:]
    for (offset, name) in latin.split(whereSeparator: \.isWhitespace).enumerated() {
      scalars[EntityName(name)] = Unicode.Scalar(UInt32(160 + offset))
    }
    let words = others.split(whereSeparator: \.isWhitespace)
    for index in stride(from: 0, to: words.count, by: 2) {
      scalars[EntityName(words[index])] = UInt32(words[index + 1], radix: 16).flatMap(Unicode.Scalar.init)
    }
    return scalars
  }()

  /// In the order of their characters, from U+00A0 to U+00FF.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
    uuml yacute thorn yuml
    """

  /// Name and hexadecimal number of the character.
  private static let others = """
    quot 22 amp 26 apos 27 lt 3c gt 3e OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2c6 tilde
    2dc Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b
    Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9
    alpha 3b1 beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu
    3bc nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8
    omega 3c9 thetasym 3d1 upsih 3d2 piv 3d6 ensp 2002 emsp 2003 thinsp 2009 zwnj 200c zwj 200d lrm 200e rlm 200f
    ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo 201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021
    bull 2022 hellip 2026 permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a oline 203e frasl 2044 euro 20ac
    image 2111 weierp 2118 real 211c trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 crarr
    21b5 lArr 21d0 uArr 21d1 rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part 2202 exist 2203 empty 2205 nabla 2207
    isin 2208 notin 2209 ni 220b prod 220f sum 2211 minus 2212 lowast 2217 radic 221a prop 221d infin 221e ang 2220
    and 2227 or 2228 cap 2229 cup 222a int 222b there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264
    ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22a5 sdot 22c5 lceil 2308
    rceil 2309 lfloor 230a rfloor 230b lang 2329 rang 232a loz 25ca spades 2660 clubs 2663 hearts 2665 diams 2666
    """
}
