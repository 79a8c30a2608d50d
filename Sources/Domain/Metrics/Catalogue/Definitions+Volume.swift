/// Volume and demand: what came in, and what we did about it.
extension Definition {
  static let conversationsCreated = Definition(
    .conversationsCreated, "Conversations created", .count, of: ("conversation", "conversations"), basis: .created,
    sentence: "Conversations whose creation lies in the period.",
    formula: "The number of conversations that were created in the period.",
    caveats: [
      "Conversations that we began count too.",
      "Without a date of the source, a conversation is created by its first message that is not automatic.",
    ],
    elsewhere: "Groove counts spam too; Freshworks counts only what was assigned.")

  static let inboundConversations = Definition(
    .inboundConversations, "Inbound conversations", .count, of: ("conversation", "conversations"), basis: .created,
    sentence: "Conversations that a customer began.",
    formula: "The number of conversations created in the period whose first word was a customer's.",
    edges: [Edge.unknownBeginning] + [
      Edge("we wrote first", "left out", .outbound),
      Edge("a forwarded mail", "its original sender began it, if the source tells who that is"),
      Edge("a phone call or a form", "the customer began it, unless the source says outbound"),
    ],
    elsewhere: "Intercom leaves what is only outbound out of “new conversations”.")

  static let contactsRaised = Definition(
    .contactsRaised, "Contacts raised", .count, of: ("contact", "contacts"), basis: .created,
    sentence: "How often customers turned to us, before duplicates were merged.",
    formula: "The number of inbound conversations created in the period, those merged into others included.",
    needs: [.messages], wants: [.deletions],
    standing: Exclusion.ofConversations.filter { $0 != .merged },
    edges: [Edge.unknownBeginning] + [Edge("we wrote first", "left out", .outbound)],
    caveats: ["What it exceeds the inbound conversations by are duplicates."],
    elsewhere: "Most tools show one of the two numbers and do not say which.")

  static let conversationsTouched = Definition(
    .conversationsTouched, "Conversations touched", .count, of: ("conversation", "conversations"), basis: .event,
    sentence: "Conversations in which anything happened in the period.",
    formula: "The number of conversations with at least one event in the period, other than our own sync.",
    wants: [.stateHistory],
    edges: [Edge("only a program changed something", "counted, and shown apart")],
    caveats: ["Not the conversations created: an old one that moves counts again."],
    elsewhere: "Help Scout calls this “total conversations”.")

  static let customerMessages = Definition(
    .customerMessages, "Customer messages", .count, of: ("message", "messages"), basis: .event,
    sentence: "Messages that customers wrote.",
    formula: "The number of messages by customers in the period, without bounces and automatic answers.",
    needs: [.messages],
    edges: [
      Edge("an automatic answer of the customer's mailbox", "left out", .autoReply),
      Edge("a bounce or a text of the system", "left out", .service),
      Edge("nobody can say who wrote it", "left out", .unknownSender),
      Edge("attachments only", "counted"),
      Edge("a message that quotes others", "counted once"),
    ],
    caveats: ["Not offered per person: nobody of ours causes a customer's message."],
    elsewhere: "Chatwoot offered this per agent once and stopped.")

  static let humanReplies = Definition(
    .humanReplies, "Human replies", .count, of: ("reply", "replies"), basis: .event,
    sentence: "Messages that a person on our side wrote and the customer can read.",
    formula: "The number of public replies by people of ours in the period.",
    credit: .actor, needs: [.messages], edges: Edge.notHuman,
    caveats: [
      "Automatic replies, bots, surveys and private notes are left out.",
      "An answer that carries no name is the work of “Unnamed agent”, who is never ranked.",
      "What a colleague wrote elsewhere and the source delivered as customer mail counts as a reply.",
    ],
    elsewhere: "Zendesk counts public comments of agents except the creating one, and chats by sessions.")

  static let replyTurns = Definition(
    .replyTurns, "Reply turns", .count, of: ("turn", "turns"), basis: .event,
    sentence: "How often our side took its turn to answer.",
    formula: "The number of runs of human replies that began in the period, with no customer message within a run.",
    credit: .actor, needs: [.messages],
    edges: Edge.notHuman + [Edge("three lines of chat in a row", "one turn, credited to whoever wrote the first")],
    elsewhere: "Some count a whole chat as one.")

  static let privateNotes = Definition(
    .privateNotes, "Private notes", .count, of: ("note", "notes"), basis: .event,
    sentence: "Notes that colleagues wrote for each other.",
    formula: "The number of private notes by people of ours in the period.",
    credit: .actor, needs: [.privateNotes],
    caveats: ["A figure of its own, never part of the replies."],
    elsewhere: "Freshworks adds public notes to the responses.")

  static let touches = Definition(
    .touches, "Touches", .count, of: ("touch", "touches"), basis: .event,
    sentence: "Pieces of work on conversations, of whatever kind.",
    formula:
      "The number of replies, notes, changes of state, holder or tag and time entries by people of ours, at most "
      + "one of a kind for each person, conversation and minute.",
    credit: .actor, classes: ["single", "bulk_edit"], needs: [.messages],
    wants: [.stateHistory, .assignments, .tagHistory],
    edges: [
      Edge("one person edits more than 20 conversations in a minute", "counted, and marked as a bulk edit"),
      Edge("the state or holder that a conversation begins with", "no change"),
    ],
    caveats: [
      "What a source does not tell is no touch: compare people within one source.",
      "Narrow it to the class “single” to leave bulk edits out.",
    ],
    elsewhere: "Intercom's “actions” count every click.")

  static let customersHelped = Definition(
    .customersHelped, "Customers helped", .count, of: ("customer", "customers"), basis: .event,
    sentence: "Customers who got at least one human reply.",
    formula: "The number of different customers with at least one human reply in the period.",
    credit: .actor, needs: [.messages],
    edges: Edge.notHuman + [Edge("an anonymous visitor", "a customer of their own")],
    caveats: ["A customer whom several people helped counts once for each, and once in the total."],
    elsewhere: "Help Scout counts different addresses that wrote in.")

  static let contactRate = Definition(
    .contactRate, "Contact rate", .rate, of: ("conversation", "conversations"), in: "for a hundred", basis: .created,
    sentence: "How often a client turns to us, for its size.",
    formula: "Inbound conversations of a client ÷ the client's size (seats, endpoints or orders) × 100.",
    wants: [.companies],
    edges: [
      Edge("we wrote first", "left out", .outbound),
      Edge("nobody knows who wrote first", "left out", .unknownSender),
      Edge("a client without a size at that time", "no rate; its conversations are left out", .notTold),
    ],
    elsewhere: "BrightGauge: tickets per endpoint.")

  static let distribution = Definition(
    .distribution, "Distribution", .count, of: ("conversation", "conversations"), basis: .created,
    sentence: "How conversations spread over types, priorities, tags, channels, products or clients.",
    formula:
      "Conversations created in the period, by the value that an attribute had when the period ended or when the "
      + "conversation was done, whichever was first.",
    wants: [.tagHistory, .companies],
    edges: [
      Edge("several values, such as tags", "an equal share to each, so that the columns add up"),
      Edge("no value", "a row of its own, always shown"),
    ],
    elsewhere: "Chatwoot counts a conversation under each of its labels and does not say so.")

  static let busiestTimes = Definition(
    .busiestTimes, "Busiest times", .rate, of: ("message", "messages"), in: "messages an hour", basis: .event,
    sentence: "When customers write.",
    formula: "Customer messages by local weekday and hour ÷ how often that hour occurred in the period.",
    needs: [.messages],
    edges: [
      Edge("an automatic answer of the customer's mailbox", "left out", .autoReply),
      Edge("a bounce or a text of the system", "left out", .service),
      Edge("nobody can say who wrote it", "left out", .unknownSender),
      Edge("an hour that a change of the clocks skips or repeats", "counted as often as it occurred"),
    ],
    elsewhere: "Most tools do not divide, so that a month with five Mondays looks busier.")

  static let outOfHoursShare = Definition(
    .outOfHoursShare, "Out of hours", .share, of: ("conversation", "conversations"), basis: .created,
    sentence: "The part of the inbound conversations that came outside working hours.",
    formula: "Inbound conversations created outside the business calendar ÷ inbound conversations.",
    edges: [Edge.unknownBeginning] + [
      Edge("we wrote first", "left out", .outbound),
      Edge("no calendar covers it", "weekends count as out of hours, and the number says so"),
    ],
    elsewhere: "Often a flag for weekends only.")

  static let noiseFiltered = Definition(
    .noiseFiltered, "Noise filtered", .count, of: ("row", "rows"), basis: .event,
    sentence: "What was taken out of the numbers, and by which rule.",
    formula: "The number of conversations and messages of the period that a rule leaves out, by rule.",
    standing: [.excludedPerson],
    caveats: ["Always visible. Its rows are those that other numbers leave out."],
    elsewhere: "Others do not show it.")
}

extension Definition.Edge {
  static let unknownBeginning = Definition.Edge("nobody can say who began it", "left out", .unknownSender)

  /// What looks like a reply and is none.
  static let notHuman = [
    Definition.Edge("an automatic reply", "left out", .autoReply),
    Definition.Edge("a bot's reply", "left out; bots have numbers of their own", .bot),
    Definition.Edge("a private note", "left out; notes have a number of their own", .note),
    Definition.Edge("nobody can say who wrote it", "left out", .unknownSender),
    Definition.Edge("a survey, a forward, a transcript or a text of the system", "left out", .service),
    Definition.Edge("a reply of a person whose replies you leave out", "left out; it answers nothing", .excludedReply),
  ]
}
