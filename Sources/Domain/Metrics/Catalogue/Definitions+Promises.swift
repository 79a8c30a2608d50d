/// Promises: the targets that you set, and whether they were kept.
extension Definition {
  static let firstReplyPromise = Definition(
    .firstReplyPromise, "First-reply promise", .share, of: ("promise", "promises"), basis: .event,
    sentence: "The part of the first replies that came in time.",
    formula: "First-reply promises kept ÷ first-reply promises decided in the period, kept or broken.",
    credit: .holderThen, needs: [.messages], wants: [.assignments],
    edges: [
      Edge("done without a reply before the time was up", "left out", .closedWithoutReply),
      Edge("still waiting when the time is up", "broken from then on"),
      Edge("the priority changes before it is decided", "the new target holds, from the same start"),
      Edge("the priority changes afterwards", "nothing changes"),
    ],
    caveats: ["Decided at the reply or when the time is up, whichever is first. It runs on the promise's own clock."],
    elsewhere: "Frappe divides by what was resolved; Freshdesk's own pages differ.")

  static let nextReplyPromise = Definition(
    .nextReplyPromise, "Next-reply promise", .share, of: ("promise", "promises"), basis: .event,
    sentence: "The part of the later replies that came in time.",
    formula: "Next-reply promises kept ÷ next-reply promises decided in the period: one for each wait after the first.",
    credit: .holderThen, needs: [.messages], wants: [.assignments],
    edges: [
      Edge("done while the customer waited", "the time up to then decides"),
      Edge("still waiting when the time is up", "broken from then on"),
    ],
    elsewhere: "Chatwoot calls it next response time.")

  static let resolutionPromise = Definition(
    .resolutionPromise, "Resolution promise", .share, of: ("promise", "promises"), basis: .event,
    sentence: "The part of the conversations that were done in time.",
    formula: "Resolution promises kept ÷ resolution promises decided in the period.",
    credit: .holderThen, wants: [.stateHistory, .assignments],
    edges: [
      Edge("pending or on hold", "the clock stands still where the promise says so"),
      Edge("reopened after it was kept", "a new promise only where the promise says so"),
      Edge("not done when the time is up", "broken from then on"),
    ],
    elsewhere: "HubSpot pauses in chosen states; Frappe forgets the first date.")

  static let breaches = Definition(
    .breaches, "Broken promises", .count, of: ("promise", "promises"), basis: .event,
    sentence: "Promises that were not kept.",
    formula: "The number of promises of any kind whose time ran out in the period before they were kept.",
    credit: .holderThen, needs: [.messages], wants: [.stateHistory, .assignments],
    edges: [Edge("nobody held it when the time ran out", "a row “unassigned”")],
    caveats: ["Credited to whoever held the conversation at that instant."],
    elsewhere: "Freshworks credits the same person.")

  static let breachOverrun = Definition(
    .breachOverrun, "Overrun of broken promises", .duration, of: ("promise", "promises"), basis: .event,
    sentence: "By how much broken promises were missed.",
    formula: "The time that it took − the time that was promised, for each promise broken in the period.",
    clocks: [.calendar], credit: .holderThen, needs: [.messages], wants: [.stateHistory, .assignments],
    edges: [Edge("not kept to this day", "left out: it still grows", .stillRunning)],
    caveats: ["Each promise counts the hours of its own clock."])

  static let atRisk = Definition(
    .atRisk, "Promises at risk", .count, of: ("promise", "promises"), basis: .asOf,
    sentence: "Promises that will soon be broken.",
    formula: "The number of open promises with at least 80 % of their time used up.",
    credit: .holderNow, needs: [.messages], wants: [.stateHistory, .assignments],
    edges: [Edge("the clock stands still", "it is not at risk until it runs on")],
    caveats: ["When each will be broken follows from its calendar."])
}
