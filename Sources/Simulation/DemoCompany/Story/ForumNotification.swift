/// The mail that WordPress.org sends to a plug-in's support address for a post: one sender for everybody, and the
/// author's display name in the text.
package struct ForumNotification: Sendable, Equatable {
  package static let senderName = "WordPress.org Forums"
  package static let senderAddress = "noreply@wordpress.org"

  package let author: String
  package let subject: String
  package let text: String

  /// Nothing for a beat that is no post. `index` is the beat's place in its tale.
  package init?(of index: Int, in tale: Tale, cast: Cast) {
    guard tale.channel == .forum, tale.beats.indices.contains(index), case .message(let post) = tale.beats[index].deed
    else { return nil }
    switch tale.beats[index].doer {
    case .customer(let id): author = cast.customer(id)?.name ?? ""
    case .staff(let id): author = cast.staff(id)?.forumName ?? ""
    case .bot, .automation: return nil
    }
    subject = "[\(tale.product.name)] \(tale.subject)"
    let anchor = index == 0 ? "" : "#post-\(17_000_000 + tale.number * 100 + index)"
    text = """
      \(author) wrote:

      \(post)

      Link: https://wordpress.org/support/topic/\(slug(tale.subject))-\(tale.number)/\(anchor)

      -----------

      To reply, visit the above link and log in.
      Note that replying to this email has no effect.

      You are receiving this email because you are subscribed to the \(tale.product.name) plugin.

      To unsubscribe from future emails, click here:
      https://wordpress.org/support/?action=wporg_bbp_unsubscribe_term&token=1|\(tale.number)|invented

      """
  }
}

/// Lower-case ASCII letters and digits with hyphens between.
private func slug(_ title: String) -> String {
  title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
}
