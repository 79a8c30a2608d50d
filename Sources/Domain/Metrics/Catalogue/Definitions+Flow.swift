/// Flow, bots and work: through how many hands conversations go, and whose work it was.
extension Definition {
  static let transfers = Definition(
    .transfers, "Transfers", .count, of: ("transfer", "transfers"), basis: .event,
    sentence: "How often a conversation changed hands after we had answered.",
    formula: "The number of changes of the person or group in charge after the first human reply.",
    credit: .actor, needs: [.assignments],
    edges: [
      Edge("from nobody to a person", "an assignment, no transfer"),
      Edge("to oneself", "no transfer"),
      Edge("taken away and given on within a minute", "one transfer"),
      Edge("person and group change within a minute", "one transfer"),
      Edge("from a bot to a person", "counted apart"),
    ],
    caveats: ["A transfer counts for whoever it was taken from; by holder then, for whoever got it."],
    elsewhere: "Fivetran's dbt packages call different commenters hand-offs.")

  static let assigneeStations = Definition(
    .assigneeStations, "Assignee stations", .distribution, of: ("conversation", "conversations"), in: "stations",
    basis: .resolved,
    sentence: "Through how many assignments to people a conversation went.",
    formula: "The number of assignments to people of each conversation up to its last done in the period.",
    needs: [.assignments], wants: [.stateHistory],
    edges: [Edge.reopened] + [
      Edge("the source tells no assignments", "left out", .notTold),
      Edge("never assigned", "0 stations, counted"),
      Edge("the first assignment", "station 1"),
    ])

  static let uniqueAssignees = Definition(
    .uniqueAssignees, "Unique assignees", .distribution, of: ("conversation", "conversations"), in: "people",
    basis: .resolved,
    sentence: "How many different people were in charge of a conversation.",
    formula: "The number of different people to whom each conversation was assigned up to its last done in the period.",
    needs: [.assignments], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("the source tells no assignments", "left out", .notTold)])

  static let groupStations = Definition(
    .groupStations, "Group stations", .distribution, of: ("conversation", "conversations"), in: "stations",
    basis: .resolved,
    sentence: "Through how many groups a conversation went.",
    formula: "The number of assignments to groups of each conversation up to its last done in the period.",
    needs: [.assignments], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("the source tells no assignments", "left out", .notTold)])

  static let participants = Definition(
    .participants, "Participants", .distribution, of: ("conversation", "conversations"), in: "people",
    basis: .resolved,
    sentence: "How many people of ours answered in a conversation.",
    formula:
      "The number of different people with a human reply in each conversation up to its last done in the period.",
    needs: [.messages], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("nobody of ours answered", "0 people, counted")])

  static let botOutcomes = Definition(
    .botOutcomes, "Bot outcomes", .share, of: ("conversation", "conversations"), basis: .created,
    sentence: "How far bots got with what customers asked.",
    formula: "Inbound conversations of the period that are done and were contained, handed off, assisted, untouched or "
      + "abandoned ÷ all inbound conversations of the period that are done.",
    classes: ["contained", "handed_off", "assisted", "untouched", "abandoned"], needs: [.messages],
    wants: [.stateHistory],
    edges: [
      Edge("we wrote first", "left out", .outbound),
      Edge("the customer has not written", "left out", .noCustomerMessage),
      Edge("not done", "left out until it is", .running),
      Edge("a bot's greeting before the customer wrote", "no answer of a bot"),
      Edge("the customer had the last word and nobody answered", "abandoned, not contained"),
      Edge("handed off and left before a person answered", "handed off, marked as abandoned"),
      Edge("bot and person answered without a hand-off", "assisted"),
    ],
    caveats: ["Broken down by class, the shares add up to 100 %. Narrow it to a class to see that one alone."],
    elsewhere: "Intercom counts “did not ask for a person” as resolved.")

  static let workloadConcentration = Definition(
    .workloadConcentration, "Workload concentration", .share, of: ("reply", "replies"), basis: .event,
    sentence: "How much of the work rests on one person.",
    formula: "Human replies by the busiest person ÷ all human replies of the period.",
    needs: [.messages], edges: Edge.notHuman + [Edge("fewer than four people", "shown without names")],
    caveats: ["The share of the busiest three stands beside it."])

  static let workUnits = Definition(
    .workUnits, "Work units", .amount, of: ("piece of work", "pieces of work"), in: "work units", basis: .event,
    sentence: "The work done, each kind with the weight that you give it.",
    formula:
      "The sum of the weights of the replies, notes and logged minutes of the period; on live chats, of the turns.",
    credit: .actor, needs: [.messages], wants: [.tagHistory],
    edges: [
      Edge("a live chat", "its turns count, not its lines"),
      Edge("a note or a minute", "0, unless you say otherwise"),
      Edge("several products", "an equal share to each, so that products add up"),
    ],
    caveats: ["Costs are allocated by these."])
}
