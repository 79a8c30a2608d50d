/// The id of a source, as an option names it.
enum SourceID {
  /// Ids are the beginning of every conversation's key, so they have the form that the settings demand.
  static func checked(_ text: String) throws(UsageError) -> String {
    let isGood = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isGood else {
      throw UsageError(
        "--source “\(text)” is no id", hint: "An id has small letters, digits, - and _, such as facebook.")
    }
    return text
  }
}
