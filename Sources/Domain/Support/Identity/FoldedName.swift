/// A name as names are compared: in small letters, without accents, in the words it is made of.
///
/// “Solís, Óscar”, “OSCAR SOLIS” and “oscar solis” are equal. A mail address is taken for what stands before the @.
package struct FoldedName: Hashable, Sendable {
  package let words: [String]
  /// Written in one piece, as `oscar.solis` is: a name to sign in with rather than to be called by.
  let isUserName: Bool

  package init(_ text: String) {
    let name = text.prefix { $0 != "@" }
    let parts = name.split(separator: ",", omittingEmptySubsequences: true)
    // “Last, First”; what has more commas is no such form.
    let ordered = parts.count == 2 ? "\(parts[1]) \(parts[0])" : String(name)
    words = ordered.split { $0.isWhitespace || "._-+/".contains($0) }.map { FoldedName.folded($0) }
      .filter { !$0.isEmpty }
    isUserName = !ordered.contains(where: \.isWhitespace)
  }

  package static func == (one: FoldedName, other: FoldedName) -> Bool { one.words == other.words }
  package func hash(into hasher: inout Hasher) { hasher.combine(words) }

  /// Without blanks.
  var joined: String { words.joined() }

  /// Letters and digits only; apostrophes and points vanish, so O’Brien is obrien.
  private static func folded(_ word: Substring) -> String {
    var folded = ""
    for character in word.lowercased() {
      if let plain = special[character] {
        folded += plain
      } else if let plain = unaccented[character] {
        folded.append(plain)
      } else if character.isLetter || character.isNumber {
        // A letter with accents that are marks of their own begins with the letter.
        folded.unicodeScalars.append(contentsOf: character.unicodeScalars.filter { !$0.properties.isDiacritic })
      }
    }
    return folded
  }

  /// Letters with an accent that are one scalar; of all others the accents are marks of their own.
  ///
  /// Equal characters are equal however they are composed, so a letter and a mark find the letter that has it. Of the three
  /// thousand pairs that could be, some hundred are, and only those are kept.
  private static let unaccented: [Character: Character] = {
    let pairs = FoldedName.pairs()
    var plain: [Character: Character] = [:]
    for scalar in [0x00C0...0x024F, 0x1E00...0x1EFF].joined().compactMap({ Unicode.Scalar(UInt32($0)) }) {
      plain[Character(scalar)] = pairs[Character(scalar)]
    }
    return plain
  }()

  /// Every letter with every mark, and vowels with two.
  private static func pairs() -> [Character: Character] {
    var plain: [Character: Character] = [:]
    let marks = (0x0300...0x0338).compactMap { Unicode.Scalar(UInt32($0)) }
    for letter in "abcdefghijklmnopqrstuvwxyz" {
      for mark in marks {
        let marked = "\(letter)\(Character(mark))"
        plain[Character(marked)] = letter
        guard "aeiou".contains(letter) else { continue }
        for second in [0x0300, 0x0301, 0x0303, 0x0304, 0x0309, 0x0323].compactMap({ Unicode.Scalar(UInt32($0)) }) {
          plain[Character("\(marked)\(Character(second))")] = letter
        }
      }
    }
    return plain
  }

  private static let special: [Character: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
  ]
}

extension FoldedName {
  /// As Germans write without umlauts: Müller and Mueller both become Muller.
  var withoutUmlautPairs: [String] {
    words.map { $0.replacing("ae", with: "a").replacing("oe", with: "o").replacing("ue", with: "u") }
  }
}
