/// Backlog and attention: what is still to do.
extension Definition {
  static let backlog = Definition(
    .backlog, "Backlog", .count, of: ("conversation", "conversations"), basis: .asOf,
    sentence: "Conversations that are not done.",
    formula: "The number of conversations in an active state at a moment: by default the midnight that ends each day.",
    credit: .holderThen, wants: [.stateHistory, .assignments],
    edges: [Edge("done or created at exactly midnight", "it belongs to the new day")],
    caveats: ["Rebuilt from the history of states, so any past day can be asked."],
    elsewhere: "Zendesk takes a snapshot at about 23:00.")

  static let backlogAge = Definition(
    .backlogAge, "Backlog age", .duration, of: ("conversation", "conversations"), basis: .asOf,
    sentence: "How old the conversations are that are not done.",
    formula: "The moment − the customer's first message of the present episode, for each conversation of the backlog.",
    clocks: [.calendar], needs: [.messages], wants: [.stateHistory],
    edges: [Edge("the customer has not written in this episode", "left out", .noCustomerMessage)],
    elsewhere: "Others measure from the creation of the conversation.")

  static let unreplied = Definition(
    .unreplied, "Unreplied", .count, of: ("conversation", "conversations"), basis: .asOf,
    sentence: "Conversations in which a customer wrote and no person has answered yet.",
    formula: "The number of active conversations with a customer message and no human reply in the present episode.",
    credit: .holderNow, needs: [.messages], wants: [.stateHistory, .assignments],
    edges: [Edge("only a bot answered", "still unreplied")])

  static let waitingOnUs = Definition(
    .waitingOnUs, "Waiting on us", .count, of: ("conversation", "conversations"), basis: .asOf,
    sentence: "Conversations in which a customer waits for our answer.",
    formula: "The number of active conversations with a wait that nobody has ended.",
    credit: .holderNow, needs: [.messages], wants: [.stateHistory, .assignments],
    edges: [Edge("pending, and the customer has not written since", "it is not counted")],
    elsewhere: "Chatwoot calls it unattended.")

  static let flow = Definition(
    .flow, "Flow", .count, of: ("step", "steps"), in: "conversations", basis: .event,
    sentence: "Whether the backlog grows or shrinks.",
    formula: "Conversations created + reopens − resolutions.",
    classes: ["created", "reopened", "resolved"], wants: [.stateHistory],
    edges: [Edge("a remainder against the change of the backlog", "shown as a problem of the data")],
    caveats: ["Equals the change of the backlog exactly. Below zero the backlog shrinks."],
    elsewhere: "Groove shows the net of its events.")

  static let neverReplied = Definition(
    .neverReplied, "Never replied", .count, of: ("conversation", "conversations"), basis: .created,
    sentence: "Conversations that no person has ever answered.",
    formula: "The number of conversations created in the period without a human reply up to now, in whatever state.",
    needs: [.messages],
    edges: [Edge("done all the same", "counted, and labelled so")])

  static let closedWithoutReply = Definition(
    .closedWithoutReply, "Closed without reply", .count, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "Conversations that were done although nobody had answered the customer.",
    formula: "The number of conversations done in the period with a customer message and without a human reply.",
    credit: .actor, needs: [.messages], wants: [.stateHistory, .closer],
    edges: [Edge.reopened] + [Edge("closed by a program", "counted, and shown apart")],
    caveats: ["Credited to whoever closed."],
    elsewhere: "Others do not show it, so these vanish from the response times.")
}
