/// Trust: how far the other numbers can be relied upon.
extension Definition {
  static let freshness = Definition(
    .freshness, "Freshness", .duration, of: ("source", "sources"), basis: .asOf,
    sentence: "How old the newest complete picture of a source is.",
    formula: "Now − the last sync that was complete and verified, for each source.",
    clocks: [.calendar], standing: [],
    caveats: ["The worst source decides what a page says of itself."])

  static let completeness = Definition(
    .completeness, "Completeness", .share, of: ("day", "days"), basis: .asOf,
    sentence: "The part of the days of which everything is known.",
    formula: "Verified days ÷ days of the period, for each source.",
    standing: [])

  static let reconciliationDifference = Definition(
    .reconciliationDifference, "Reconciliation difference", .count, of: ("conversation", "conversations"),
    basis: .asOf,
    sentence: "By how much our count differs from the vendor's own.",
    formula: "Our conversations that are neither deleted nor merged − those that the vendor lists, as of the last sync "
      + "that read the vendor's whole list.",
    standing: [],
    edges: [
      Edge("spam that the vendor does not list", "explained"),
      Edge("deleted or merged here, and still listed there", "explained"),
      Edge("no sync has read the whole list yet", "not available from that source"),
    ])

  static let identityCoverage = Definition(
    .identityCoverage, "Identity coverage", .share, of: ("piece of work", "pieces of work"), basis: .event,
    sentence: "The part of the work that is credited to a known person.",
    formula: "Work units of known people ÷ all work units; for products those mapped, for clients those linked.",
    classes: ["people", "products", "clients"], needs: [.messages], wants: [.tagHistory, .companies],
    caveats: ["Below 98 % there is something to do, and nothing is wrong."])
}
