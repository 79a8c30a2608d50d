/// A topic of a WordPress.org forum. Reviews are topics too.
package struct ForumTopic: Hashable, Sendable {
  /// `wordpress.org`, or a local community such as `de.wordpress.org`.
  package let host: String
  package let slug: String
  fileprivate let scheme: String

  /// The page of the topic, without post, page number and query.
  package var url: String { "\(scheme)://\(host)/support/topic/\(slug)/" }

  /// The same for all posts of the topic, also where old mail says `http`.
  package var threadKey: String { "\(host)/\(slug)" }
}

/// A whole address of a topic or of a post in it, and nothing around it.
struct ForumLink: Equatable {
  let topic: ForumTopic
  let postID: Int64?

  init?(_ address: some StringProtocol) {
    let address = String(address)
    guard let scheme = ["https", "http"].first(where: { address.hasPrefix("\($0)://") }) else { return nil }
    let rest = address.dropFirst(scheme.count + 3)
    let host = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(host.count)
    guard isForumHost(host), path.hasPrefix("/support/topic/"), !path.contains(where: \.isWhitespace) else {
      return nil
    }
    let tail = path.dropFirst("/support/topic/".count)
    let slug = tail.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !slug.isEmpty else { return nil }
    topic = ForumTopic(host: String(host), slug: String(slug), scheme: scheme)
    postID = number(after: "#post-", in: tail)
  }
}

/// `wordpress.org` with at most one label before it; `wordpress.org.example.com` and `my-wordpress.org` are others.
private func isForumHost(_ host: Substring) -> Bool {
  guard host != "wordpress.org" else { return true }
  guard host.hasSuffix(".wordpress.org") else { return false }
  let community = host.dropLast(".wordpress.org".count)
  return !community.isEmpty && community.utf8.allSatisfy { isLowerCase($0) || $0 == UInt8(ascii: "-") }
}

private func isLowerCase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

private func number(after mark: String, in text: Substring) -> Int64? {
  guard let range = text.firstRange(of: mark) else { return nil }
  return Int64(text[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
}
