/// The people on our side, by what each source calls them: one name per person, whichever help desk they answer in.
package struct Colleagues: Equatable, Sendable {
  /// Our name by the vendor's id or name, lower-cased, for each source.
  private var names: [String: [String: String]] = [:]
  /// Our name by mail address or user name, for every source that calls people so.
  private var everywhere: [String: String] = [:]

  package init() {}

  package mutating func add(_ name: String, as alias: String, in source: String) {
    names[source, default: [:]][alias.lowercased()] = name
  }

  /// - Parameter alias: a mail address or a user name.
  package mutating func add(_ name: String, as alias: String) { everywhere[alias.lowercased()] = name }

  package var isEmpty: Bool { names.isEmpty && everywhere.isEmpty }

  package func name(of actor: Actor, in source: String) -> String? {
    if let known = names[source] {
      if let name = known[actor.id.lowercased()] ?? known[actor.name.lowercased()] { return name }
    }
    return everywhere.isEmpty ? nil : everywhere[actor.id.lowercased()]
  }

  /// Whose name on the forum this is.
  package func name(onForum author: String) -> String? { names[ForumAuthor.source]?[author.lowercased()] }

  /// Everything that is known, one line each, the same for equal values.
  package var lines: [String] {
    let bySource = names.flatMap { source, known in known.map { "\(source)\t\($0.key)\t\($0.value)" } }
    return (bySource + everywhere.map { "*\t\($0.key)\t\($0.value)" }).sorted()
  }
}

/// Somebody who wrote on the WordPress.org forum and whose words came as a mail: the id by which decoders call such an
/// author, and the name under which settings list our people's forum names.
package enum ForumAuthor {
  package static let prefix = "wporg-forum:"
  package static let source = "wporg"
}

/// Where answers that our people wrote elsewhere arrive as if they were a customer's mail.
package struct ExternalReplies: Hashable, Sendable {
  package var source: String
  package var inbox: String
  /// Only in conversations that carry this tag; in all of them when there is none.
  package var tag: String?

  package init(source: String, inbox: String, tag: String? = nil) {
    self.source = source
    self.inbox = inbox
    self.tag = tag
  }

  func cover(_ conversation: Conversation) -> Bool {
    conversation.key.source == source && conversation.inbox == inbox
      && (tag.map { tag in conversation.tags.contains { $0.lowercased() == tag.lowercased() } } ?? true)
  }
}
