import CivilTime
import DemoCompany
import Helpdesks
import Support
import Testing
import VendorDoubles

/// A vendor as the conformance suite meets it: a story to tell, a double that tells it, and a help desk to read it with.
struct ConformingVendor: Sendable, CustomTestStringConvertible {
  /// A double and all that can be done at it.
  struct Setup: Sendable {
    var double: any VendorDouble
    /// The help desk, at the address of the server.
    var helpdesk: @Sendable (String) -> any Helpdesk
    var deeds: Deeds
  }

  /// What happens at the vendor's, to conversations by the vendor's ids. What is missing the vendor does not know.
  struct Deeds: Sendable {
    /// One of the staff answers.
    var reply: @Sendable (String, Instant) -> Void
    var delete: @Sendable (String, Instant) -> Void
    var restore: (@Sendable (String, Instant) -> Void)?
    var spam: (@Sendable (String, Instant) -> Void)?
    var merge: (@Sendable (String, _ into: String, Instant) -> Void)?
    /// No token that was given out is good any more.
    var revokeTokens: (@Sendable () -> Void)?
  }

  var kind: Conformance.Kind
  var name: String
  var channels: [(Tale.Channel, Int)]
  /// The calls that answer with lists of records.
  var lists: [PathPattern] = []
  /// Whether the vendor can show a tale as it was.
  var shows: @Sendable (Tale) -> Bool = { _ in true }
  /// Whether it tells who answered; else all that is not the customer's counts as the page's.
  var namesPeople = true
  var make: @Sendable (Story, DoubleClock) -> Setup

  var testDescription: String { name }

  /// Short, so that the whole suite stays short; and long enough for pages to follow each other.
  func story(days: Int = 14, daily: Int = 6) -> Story {
    StoryTeller(
      seed: 31, zone: .utc, endingAt: .storyEnd, days: days, conversationsPerDay: daily,
      inbox: Tale.Inbox(id: 101, name: "Desk"), channels: channels
    ).tell().keeping(shows)
  }

  /// What reports of people's replies must show.
  func replies(_ story: Story) -> [String: Int] {
    let books = story.books
    guard namesPeople else {
      return ["Unnamed agent": books.replies + books.botMessages + books.autoReplies].filter { $0.value > 0 }
    }
    var replies: [String: Int] = [:]
    for people in books.repliesPerMonth.values {
      for (id, count) in people { replies[story.cast.staff(id)?.name ?? "", default: 0] += count }
    }
    return replies
  }
}

extension Instant {
  /// A Tuesday in March, at eight in the morning.
  static let storyEnd = Instant(seconds: 1_773_734_400)
}
