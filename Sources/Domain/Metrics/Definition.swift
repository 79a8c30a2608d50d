/// What stands beside a number: its meaning in one sentence, and what decides its details.
package struct Definition: Sendable, Equatable {
  package enum Kind: Sendable { case count, duration }

  package let metric: Metric
  package let name: String
  package let sentence: String
  package let version: Int
  package let kind: Kind
  /// What one counted row is, for “1,204 replies”.
  package let unit: String
  package let basis: DateBasis
  /// The clocks on which the metric can run; none for counts.
  package let clocks: [Clock]
  /// Ways to credit people; empty when the figure is not offered per person.
  package let attributions: [Attribution]
  /// The rules that can leave a row out.
  package let exclusions: [Exclusion]
  /// What surprises: shown on the card under the sentence.
  package let caveats: [String]
}

extension Metric {
  package var definition: Definition {
    switch self {
    case .conversationsCreated: .conversationsCreated
    case .humanReplies: .humanReplies
    case .firstResponse: .firstResponse
    }
  }

  package var name: String { definition.name }
}

extension Definition {
  fileprivate static let conversationsCreated = Definition(
    metric: .conversationsCreated, name: "Conversations created",
    sentence: "Conversations whose creation lies in the period.", version: 1, kind: .count, unit: "conversations",
    basis: .created, clocks: [], attributions: [], exclusions: Exclusion.ofConversations,
    caveats: [
      "Conversations that we began count too.",
      "Without a date of the source, a conversation is created by its first message that is not automatic.",
    ])

  fileprivate static let humanReplies = Definition(
    metric: .humanReplies, name: "Human replies",
    sentence: "Messages that a person on our side wrote and the customer can read.", version: 1, kind: .count,
    unit: "replies", basis: .event, clocks: [], attributions: [.actor],
    exclusions: Exclusion.ofConversations + [.autoReply, .bot, .note, .unknownSender, .service],
    caveats: [
      "Automatic replies, bots, surveys and private notes are left out.",
      "An answer that carries no name is the work of “Unnamed agent”, who is never ranked.",
    ])

  fileprivate static let firstResponse = Definition(
    metric: .firstResponse, name: "First response time",
    sentence: "From the customer's first message to the first human reply after it.", version: 1, kind: .duration,
    unit: "first responses", basis: .created, clocks: [.calendar, .business], attributions: [.actor],
    exclusions: Exclusion.ofConversations + [.noCustomerMessage, .waiting, .closedWithoutReply],
    caveats: [
      "Counted in the period in which the conversation was created.",
      "A bot's or an automatic answer stops no clock; after an outbound start the clock begins with the first answer of the customer.",
      "Where a source knows no states, silence of more than the inactivity gap ends the wait: it is then closed without reply.",
    ])
}
