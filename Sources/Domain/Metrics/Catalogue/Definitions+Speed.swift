/// Speed: how long customers and conversations wait.
extension Definition {
  static let firstResponse = Definition(
    .firstResponse, "First response time", .duration, of: ("first response", "first responses"), basis: .created,
    sentence: "From the customer's first message to the first human reply after it.",
    formula: "The time of the first human reply after the customer's first message − the time of that message, in the "
      + "first episode.",
    clocks: [.calendar, .business], credit: .actor, needs: [.messages], edges: Edge.ofFirstResponses,
    caveats: [
      "Counted in the period in which the conversation was created.",
      "A bot's or an automatic answer stops no clock; after an outbound start the clock begins with the first answer of the customer.",
      "Where a source knows no states, silence of more than the inactivity gap ends the wait: it is then closed without reply.",
    ],
    elsewhere:
      "Zendesk and Chatwoot start when the ticket is created. Which date decides the period differs everywhere.")

  static let firstResponseInBusinessTime = Definition(
    .firstResponseInBusinessTime, "First response time, business", .duration,
    of: ("first response", "first responses"), basis: .created,
    sentence: "From the customer's first message to the first human reply, counting working hours only.",
    formula: "The open seconds of the calendar in force between the customer's first message and the first human reply "
      + "after it, in the first episode.",
    clocks: [.business], credit: .actor, needs: [.messages],
    edges: Edge.ofFirstResponses + [
      Edge("asked and answered before opening", "0 seconds, counted")
    ],
    caveats: ["When a conversation moves to another calendar, the parts are added up."],
    elsewhere: "Zendesk applies the last schedule to the whole time.")

  static let agentFirstResponse = Definition(
    .agentFirstResponse, "Agent first response", .duration, of: ("assignment", "assignments"), basis: .event,
    sentence: "How soon people answer what is given to them.",
    formula:
      "The time of the first human reply by the person in charge − the time of the assignment, for each assignment "
      + "in the period.",
    clocks: [.calendar, .business], credit: .actor, needs: [.messages, .assignments],
    edges: [
      Edge("that person has not answered yet and still holds it", "left out, listed as waiting", .waiting),
      Edge("done, or given to somebody else, before that person answered", "left out", .noReply),
      Edge("that person had answered just before and so got it", "0 seconds, counted"),
      Edge("given to the same person anew", "a new assignment"),
    ],
    elsewhere: "Sendbird measures this; most tools mix it with the first response.")

  static let firstResponseAfterReopen = Definition(
    .firstResponseAfterReopen, "First response after reopen", .duration, of: ("reopen", "reopens"), basis: .event,
    sentence: "How long customers who came back waited for an answer.",
    formula: "The time of the first human reply after a reopen − the time of the customer message that reopened.",
    clocks: [.calendar, .business], credit: .actor, needs: [.messages], wants: [.stateHistory],
    edges: [
      Edge("our side reopened it", "left out: nobody waits", .noClock),
      Edge("no reply yet", "left out, listed as waiting", .waiting),
      Edge("done again without a reply", "left out", .unanswered),
    ],
    elsewhere: "Chatwoot measured this from the creation of the conversation.")

  static let responseTime = Definition(
    .responseTime, "Response time", .duration, of: ("response", "responses"), basis: .event,
    sentence: "How long customers waited each time that they wrote.",
    formula: "The time of each human reply that ends a wait − the time of the customer message that began the wait.",
    clocks: [.calendar, .business], credit: .actor, needs: [.messages],
    edges: [
      Edge("no reply yet", "left out, listed as waiting", .waiting),
      Edge("done, or silent for too long, without a reply", "left out", .unanswered),
      Edge("several customer messages in a row", "one wait, from the first of them"),
    ],
    caveats: ["Counted in the period of the reply. First responses are among them."],
    elsewhere: "Intercom takes the median of each conversation; Cerb measured from the message that was answered.")

  static let customerWait = Definition(
    .customerWait, "Total customer wait", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long a customer waited for us in all.",
    formula: "The sum of the waits of a conversation up to its last done in the period.",
    clocks: [.calendar, .business], needs: [.messages], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("the customer has not written", "left out", .noCustomerMessage)],
    caveats: ["Measured by messages, not by states: for states see the requester wait (M35)."],
    elsewhere: "Fivetran's dbt packages call it total reply time.")

  static let longestWait = Definition(
    .longestWait, "Longest wait", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "The worst wait within a conversation.",
    formula: "The longest of the waits of a conversation up to its last done in the period.",
    clocks: [.calendar, .business], needs: [.messages], wants: [.stateHistory],
    edges: [Edge.reopened] + [Edge("the customer has not written", "left out", .noCustomerMessage)])

  static let timeToAssignment = Definition(
    .timeToAssignment, "Time to first assignment", .duration, of: ("conversation", "conversations"), basis: .created,
    sentence: "How long it takes until somebody is in charge.",
    formula: "The time of the first assignment to a person − the time of the customer's first message.",
    clocks: [.calendar, .business], needs: [.assignments],
    edges: [
      Edge("the customer has not written", "left out", .noCustomerMessage),
      Edge("the source tells no assignments", "left out", .notTold),
      Edge("never given to a person; a team alone does not count", "left out", .neverAssigned),
      Edge("assigned when it was created", "0 seconds, counted"),
    ],
    elsewhere: "Intercom's packages measure from creation to any assignment.")

  static let unassignedTime = Definition(
    .unassignedTime, "Unassigned time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long a conversation was nobody's.",
    formula: "The sum of the time in active states without a person in charge, up to the last done in the period.",
    clocks: [.calendar, .business], needs: [.assignments, .stateHistory],
    edges: [Edge.reopened] + [
      Edge("the source tells no assignments or no states", "left out", .notTold),
      Edge("taken away from a person again", "counted from then on"),
    ])

  static let firstAutomatedResponse = Definition(
    .firstAutomatedResponse, "First automated response", .duration, of: ("conversation", "conversations"),
    basis: .created,
    sentence: "How soon a bot or an automatic reply answered.",
    formula:
      "The time of the first bot or automatic reply after the customer's first message − the time of that message.",
    clocks: [.calendar, .business], needs: [.messages],
    edges: [
      Edge("the customer has not written", "left out", .noCustomerMessage),
      Edge("no bot and no automatic reply answered", "left out", .noAutomaticReply),
    ],
    caveats: ["Never mixed with the first response of people."],
    elsewhere: "Chatwoot once took a bot's answer for the first response.")

  static let handOffWait = Definition(
    .handOffWait, "Hand-off wait", .duration, of: ("hand-off", "hand-offs"), basis: .event,
    sentence: "How long customers waited for a person after a bot passed them on.",
    formula: "The time of the first human reply after a bot's hand-off − the time of the hand-off.",
    clocks: [.calendar, .business], credit: .actor, needs: [.messages],
    edges: [
      Edge("no reply yet", "left out, listed as waiting", .waiting),
      Edge("done without a reply", "left out", .unanswered),
      Edge("the source tells of no hand-off", "it is the customer's first message after the bot's last one"),
    ])

  static let queueTime = Definition(
    .queueTime, "Queue time", .duration, of: ("visitor", "visitors"), basis: .event,
    sentence: "How long visitors stood in the chat queue.",
    formula: "The time at which somebody joined or answered − the time at which the visitor was queued.",
    clocks: [.calendar, .business], needs: [.queue],
    edges: [
      Edge("still in the queue", "left out, listed as waiting", .waiting),
      Edge("left before anybody came", "left out; counted as abandoned (M26b)", .unanswered),
    ],
    elsewhere: "LiveChat counts queued and left visitors.")

  static let queueAbandonment = Definition(
    .queueAbandonment, "Queue abandonment", .share, of: ("visitor", "visitors"), basis: .event,
    sentence: "The part of the queued visitors who left without an answer.",
    formula: "Visitors who left the queue without a human reply ÷ visitors who were queued.",
    needs: [.queue],
    edges: [
      Edge("still in the queue", "left out", .waiting),
      Edge("left within ten seconds", "counted, and listed apart"),
    ])

  static let chatDuration = Definition(
    .chatDuration, "Chat duration", .duration, of: ("chat", "chats"), basis: .resolved,
    sentence: "How long a chat lasted.",
    formula: "The time of the last message of a chat − the time of its first message.",
    clocks: [.calendar], credit: .fairSplit, needs: [.messages],
    edges: Edge.ofLastDone + [
      Edge("more than 15 minutes of silence before the last words", "counted; trimming them is an option"),
      Edge("only the first words are told, as by a table", "left out", .notTold),
    ],
    caveats: ["People share a chat by their part of the messages."],
    elsewhere: "LiveChat gives the whole chat to each agent.")

  static let handleTime = Definition(
    .handleTime, "Handle time", .duration, of: ("conversation", "conversations"), basis: .resolved,
    sentence: "How long conversations were open and in somebody's hands.",
    formula:
      "The sum of the time new or open and assigned to a person, without pending and on hold, up to the last done "
      + "in the period.",
    clocks: [.calendar], credit: .holderThen, needs: [.assignments, .stateHistory],
    edges: [Edge.reopened] + [Edge("the source tells no assignments or no states", "left out", .notTold)],
    caveats: ["Conversations handled at the same time each count in full."],
    elsewhere: "Intercom leaves out the same states; Help Scout has a handle time of its own.")

  static let timeLogged = Definition(
    .timeLogged, "Time logged", .amount, of: ("time entry", "time entries"), in: "seconds", basis: .event,
    sentence: "The time that people wrote down.",
    formula: "The sum of the time entries of the period, by the day on which the work was done.",
    credit: .actor, needs: [.timeEntries],
    edges: [
      Edge("an entry that was edited", "its latest version counts"),
      Edge("a negative entry", "counted as the correction that it is"),
    ],
    elsewhere: "Zammad sums per ticket, whatever the day.")
}

extension Definition.Edge {
  static let ofFirstResponses = [
    Definition.Edge("the customer has not written", "left out", .noCustomerMessage),
    Definition.Edge("no reply yet", "left out, listed as waiting", .waiting),
    Definition.Edge("done without a reply", "left out; counted as closed without reply (M53b)", .closedWithoutReply),
    Definition.Edge("only private notes", "the clock runs on"),
    Definition.Edge("we wrote first", "the clock starts with the customer's first answer"),
    Definition.Edge("others were merged into it", "the clock starts with the earliest message of them all"),
  ]
}
