import CivilTime
import DemoCompany
import Helpdesks
import Testing

@Suite struct `Forum mail of the demo company` {
  /// As a person reads it: inner spaces collapsed.
  private func collapsed(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }

  @Test func `tells who wrote each post of a story, colleagues too`() throws {
    let story = StoryTeller(
      seed: 11, zone: .utc, endingAt: Instant(seconds: 1_780_000_000), days: 90, conversationsPerDay: 4,
      channels: [(.forum, 1)]
    ).tell()
    var (posts, topics, colleagues) = (0, Set<String>(), Set<String>())
    for tale in story.tales {
      for index in tale.beats.indices {
        guard let sent = ForumNotification(of: index, in: tale, cast: story.cast) else { continue }
        let mail = try #require(
          ForumMail(sender: ForumNotification.senderAddress, subject: sent.subject, body: .text(sent.text)),
          "tale \(tale.number), beat \(index): \(sent.text)")
        posts += 1
        topics.insert(mail.topic.threadKey)
        #expect(mail.displayName == collapsed(sent.author))
        #expect(mail.product == tale.product.name)
        #expect(mail.content == tale.beats[index].text)
        #expect((mail.postID == nil) == (index == 0))
        #expect(mail.confidence == .high)
        if tale.beats[index].replier != nil { colleagues.insert(sent.author) }
      }
    }
    #expect(posts > 600)
    #expect(topics.count == story.tales.count)
    #expect(colleagues == Set(story.cast.people.map(\.forumName)))
  }
}
