/// A notification of the WordPress.org support forums, taken apart.
///
/// Every such mail has the same sender, so a help desk files all forum people under one customer; the display name in
/// the first line splits them again. It is no login, it is not unique, and it can change. Whatever does not have the
/// exact shape of a notification is left alone: account mail, forwards, replies, look-alikes.
package struct ForumMail: Equatable, Sendable {
  package enum Body: Sendable {
    case html(String)
    case text(String)
  }

  package enum Confidence: Sendable, Equatable {
    case high
    /// The mail follows the template in a language that is not known, so the name is a good guess.
    case low
  }

  /// Nothing when the account shows none.
  package let displayName: String?
  package let topic: ForumTopic
  /// The reply; nothing for the post that opens a topic.
  package let postID: Int64?
  /// The plugin, theme or forum.
  package let product: String?
  package let title: String
  /// What the person wrote; neither the frame of the mail nor the personal link that unsubscribes without a login.
  package let content: String
  package let confidence: Confidence

  /// Nothing when the mail is no forum notification.
  package init?(sender: String, subject: String, body: Body) {
    guard Self.isSender(sender), !isForward(subject) else { return nil }
    let lines = ForumLines(body)
    guard let shape = lines.englishShape ?? lines.foreignShape else { return nil }
    let heading = ForumHeading(subject)
    (displayName, topic, postID) = (shape.name, shape.link.topic, shape.link.postID)
    (product, title) = (heading.product, heading.title)
    content = Self.withoutUnsubscribing(lines.content(until: shape.linkLine))
    confidence = shape.confidence
  }

  /// The address of all forum mail; other mail of WordPress.org comes from it too.
  package static func isSender(_ address: String) -> Bool {
    address.utf8.lazy.map(lowercased).elementsEqual("noreply@wordpress.org".utf8)
  }

  /// The text without the personal addresses that unsubscribe whoever opens them, no login asked. A post may quote one,
  /// and so may a reply to a notification.
  package static func withoutUnsubscribing(_ text: String) -> String {
    guard text.contains(unsubscribing) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.contains(unsubscribing) else { return String(line) }
      return line.split(separator: " ").filter { !$0.contains(unsubscribing) }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  private static let unsubscribing = "wporg_bbp_unsubscribe_term"
}

extension ForumMail {
  /// Whose posts are whose, as far as a display name can tell.
  package var identityKey: String? { displayName.map(Self.identityKey) }

  /// Names that differ only in case, in spaces or in the way their accents are encoded have one key.
  package static func identityKey(of displayName: String) -> String {
    "wporg-forum:" + collapsed(displayName).lowercased().inNormalForm
  }

  /// Trimmed, inner white space collapsed, in Unicode NFC.
  static func collapsed(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ").inNormalForm
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// The template begins with `[` or with the title; a forward has another sender, whatever the desk shows.
private func isForward(_ subject: String) -> Bool {
  let start = subject.drop(while: \.isWhitespace).prefix(6).lowercased()
  return ["fwd:", "fw:", "wg:", "tr:", "rv:", "enc:"].contains { start.hasPrefix($0) }
}

/// `[Product] Title`. The title may begin with a bracket itself, so the first `] ` is the border.
private struct ForumHeading {
  let product: String?
  let title: String

  init(_ subject: String) {
    let subject = ForumMail.collapsed(subject)
    guard subject.hasPrefix("["), let border = subject.firstRange(of: "] ") else {
      (product, title) = (nil, subject)
      return
    }
    let product = subject[..<border.lowerBound].dropFirst()
    self.product = product.isEmpty ? nil : String(product)
    title = product.isEmpty ? subject : String(subject[border.upperBound...])
  }
}
