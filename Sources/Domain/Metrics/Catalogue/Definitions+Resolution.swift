/// Resolution: what was brought to an end, how fast, and whether it held.
extension Definition {
  static let resolutions = Definition(
    .resolutions, "Resolutions", .count, of: ("resolution", "resolutions"), basis: .event,
    sentence: "How often a conversation was done.",
    formula: "The number of entries into done from an active state in the period.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [
      Edge("closed after it was solved", "not counted again"),
      Edge("closed by a program or by the customer", "counted, and credited to no person"),
    ],
    elsewhere: "Intercom counts closed conversations.")

  static let conversationsResolved = Definition(
    .conversationsResolved, "Conversations resolved", .count, of: ("conversation", "conversations"), basis: .event,
    sentence: "Conversations that were done at least once.",
    formula: "The number of different conversations with a resolution in the period.",
    wants: [.stateHistory],
    caveats: ["Resolved twice in the period, a conversation counts once here and twice in the resolutions."])

  static let customersResolved = Definition(
    .customersResolved, "Customers resolved", .count, of: ("customer", "customers"), basis: .event,
    sentence: "Customers with a conversation that was done.",
    formula: "The number of different customers of the conversations resolved in the period.",
    wants: [.stateHistory],
    edges: [Edge("an anonymous visitor", "a customer of their own")])

  static let firstResolutionTime = Definition(
    .firstResolutionTime, "First resolution time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "From the customer's first message to the first done.",
    formula: "The time of the first done − the time of the customer's first message.",
    clocks: [.calendar, .business], needs: [.messages], wants: [.stateHistory],
    edges: [Edge("the customer has not written", "left out", .noCustomerMessage)],
    caveats: ["Counted in the period of the first done."],
    elsewhere: "Fivetran's dbt packages measure from creation, in whole minutes.")

  static let fullResolutionTime = Definition(
    .fullResolutionTime, "Full resolution time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "From the customer's first message to the done that held.",
    formula:
      "The time of the last done in the period − the time of the customer's first message, where it was still done "
      + "when the period ended.",
    clocks: [.calendar, .business], credit: .holderThen, needs: [.messages], wants: [.stateHistory],
    edges: Edge.ofLastDone,
    caveats: ["A reopen after the period does not change it; one inside it that we learn of later does."],
    elsewhere: "Help Scout wants at least one reply; Freshservice counts what was resolved in the range.")

  static let netResolutionTime = Definition(
    .netResolutionTime, "Net resolution time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "The resolution time without the time in which we waited for others.",
    formula: "The full resolution time − the time in pending and on hold since the customer's first message.",
    clocks: [.calendar, .business], needs: [.messages, .stateHistory],
    edges: Edge.ofLastDone + [Edge("the source has no such states", "left out", .notTold)],
    elsewhere: "Frappe subtracts its hold time; HubSpot pauses the clock.")

  static let requesterWait = Definition(
    .requesterWait, "Requester wait time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long the customer waited, by states.",
    formula: "The sum of the time in new, open and on hold, up to the last done in the period.",
    clocks: [.calendar, .business], needs: [.stateHistory], edges: [Edge.reopened] + [Edge.noStates],
    elsewhere: "The same in Zendesk.")

  static let agentWork = Definition(
    .agentWork, "In our court", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long the next step was ours.",
    formula: "The sum of the time in new and open, up to the last done in the period.",
    clocks: [.calendar, .business], needs: [.stateHistory], edges: [Edge.reopened] + [Edge.noStates],
    caveats: ["Time in a state, not effort."],
    elsewhere: "Zendesk calls it agent work time, which misleads.")

  static let agentWait = Definition(
    .agentWait, "In the customer's court", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long we waited for the customer.",
    formula: "The sum of the time in pending, up to the last done in the period.",
    clocks: [.calendar, .business], needs: [.stateHistory], edges: [Edge.reopened] + [Edge.noStates],
    elsewhere: "Zendesk calls it agent wait time.")

  static let onHoldTime = Definition(
    .onHoldTime, "On-hold time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long we waited for a third party.",
    formula: "The sum of the time on hold, up to the last done in the period.",
    clocks: [.calendar, .business], needs: [.stateHistory], edges: [Edge.reopened] + [Edge.noStates],
    elsewhere: "The same in Zendesk.")

  static let touchClasses = Definition(
    .touchClasses, "Touch classes", .share, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How many turns of ours it took until done.",
    formula:
      "Conversations done in the period with none, one, two or more turns of human replies ÷ all conversations done "
      + "in the period.",
    credit: .fairSplit, classes: ["zero_touch", "one_touch", "two_touch", "multi_touch"], needs: [.messages],
    wants: [.stateHistory],
    edges: [Edge.reopened] + [
      Edge("replied and closed in one action", "one touch"),
      Edge("reopened", "its turns go on growing"),
    ],
    caveats: ["Broken down by class, the shares add up to 100 %. Narrow it to a class to see that one alone."],
    elsewhere: "Zendesk counts public comments, and files those without any under multi-touch.")

  static let firstContactResolution = Definition(
    .firstContactResolution, "First-contact resolution", .share, of: ("conversation", "conversations"),
    basis: .resolved,
    sentence: "The part of the answered conversations that one turn settled for good.",
    formula:
      "Conversations done for the first time with exactly one turn of human replies, not reopened and with nothing new "
      + "from the same customer on the same product within 7 days ÷ conversations done with at least one turn.",
    credit: .actor, needs: [.messages], wants: [.stateHistory],
    edges: [Edge.reopened] + [
      Edge("nobody of ours answered", "left out", .noReplies),
      Edge("the 7 days are not over", "left out until they are", .tooYoung),
    ],
    elsewhere: "Zoho: closed with one reply. Zammad: closed within 15 minutes. Intercom: closed once with one teammate."
  )

  static let reopens = Definition(
    .reopens, "Reopens", .count, of: ("reopen", "reopens"), basis: .event,
    sentence: "How often a conversation came back after it was done.",
    formula: "The number of ways back from done to an active state in the period.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [
      Edge("a message of thanks, where you leave these out", "no reopen"),
      Edge("the source has no states", "a new message after a long silence is a reopen"),
    ],
    caveats: ["Credited to whoever had closed it."],
    elsewhere: "Fivetran's dbt packages: solves less one.")

  static let reopenRate = Definition(
    .reopenRate, "Reopen rate", .share, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "The part of the conversations done that came back.",
    formula:
      "Conversations done in the period and reopened within 30 days of that done ÷ conversations done in the period.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [Edge("the 30 days are not over", "left out until they are", .tooYoung)],
    caveats: ["Credited to whoever had closed it."])

  static let durableResolution = Definition(
    .durableResolution, "Durable resolution", .share, of: ("resolution", "resolutions"), basis: .resolved,
    sentence: "The part of the resolutions that held for a week.",
    formula: "Resolutions still done 7 days later ÷ resolutions at least 7 days old.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [Edge("the 7 days are not over", "left out until they are", .tooYoung)],
    elsewhere: "Chatwoot shows it for its AI only.")

  static let repliesToResolve = Definition(
    .repliesToResolve, "Replies to resolve", .distribution, of: ("conversation", "conversations"), in: "replies",
    basis: .resolved,
    sentence: "How many human replies it took until done.",
    formula: "The number of human replies of each conversation up to its last done in the period.",
    needs: [.messages], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("nobody of ours answered", "left out", .noReplies)],
    elsewhere: "Help Scout and Intercom include different kinds of notes.")

  static let sameDayClose = Definition(
    .sameDayClose, "Same-day close", .share, of: ("conversation", "conversations"), basis: .created,
    sentence: "The part of the conversations that were done on the day they came.",
    formula: "Conversations done on the local day of their creation ÷ conversations created in the period.",
    wants: [.stateHistory],
    edges: [Edge("created shortly before midnight", "it has only that day; the time zone decides which")],
    elsewhere: "BrightGauge has the same.")

  static let killRate = Definition(
    .killRate, "Kill rate", .rate, of: ("conversation", "conversations"), in: "%", basis: .event,
    sentence: "Whether we close as much as comes in.",
    formula: "Resolutions in the period ÷ conversations created in the period.",
    wants: [.stateHistory],
    caveats: ["More than 100 % is possible, and good. It says nothing about a person."],
    elsewhere: "BrightGauge has the same.")

  static let closuresPerPersonAndDay = Definition(
    .closuresPerPersonAndDay, "Closures per person and day", .count, of: ("closure", "closures"), basis: .event,
    sentence: "What each person closed, day by day.",
    formula: "The number of different conversations that a person closed on a local day, summed over people and days.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [
      Edge("one person closes a conversation twice in a day", "counted once"),
      Edge("two people close it in a day", "counted once for each"),
      Edge("closed by a program or by the customer", "counted, and credited to no person"),
      Edge("the source does not tell who closed", "whoever held it then, and the number says so"),
    ],
    elsewhere: "osTicket credits whoever pressed close; others the responder at the time of a sync.")

  static let netClosures = Definition(
    .netClosures, "Net closures", .count, of: ("closure", "closures"), basis: .event,
    sentence: "Closures that held for a week.",
    formula: "Closures per person and day without those reopened within 7 days.",
    credit: .actor, wants: [.stateHistory, .closer],
    edges: [Edge("reopened within 7 days", "taken off the day on which it was closed", .reopenedSince)],
    caveats: ["The last seven days may still fall."])
}

extension Definition.Edge {
  static let noStates = Definition.Edge("the source has no history of states", "left out", .notTold)

  static let ofLastDone = [
    Definition.Edge("the customer has not written", "left out", .noCustomerMessage),
    reopened,
  ]

  static let reopened = Definition.Edge(
    "reopened before the period ended, and not done again", "left out", .reopenedSince)
}
