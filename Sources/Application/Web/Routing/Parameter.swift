import CivilTime
import HTTPServer
import Metrics
import Support

/// A query parameter that an address of the API knows.
struct Parameter: Sendable, Equatable {
  var name: String
  var meaning: String
  var isRepeatable = false
  /// What its value can be, each of them where it is repeatable.
  var schema: Schema

  init(_ name: String, _ meaning: String, isRepeatable: Bool = false, _ schema: Schema = .text) {
    self.name = name
    self.meaning = meaning
    self.isRepeatable = isRepeatable
    self.schema = schema
  }
}

extension Place {
  /// What a request of this method may ask: whoever adds to a list does not say which part of it.
  func parameters(of method: HTTPMethod) -> [Parameter] {
    let isAdded = [.accountList, .tokenList, .sourceList, .noteList].contains(self) && method == .post
    return isAdded ? [] : parameters
  }

  /// What programs may ask, and what pages of figures may be asked: anything else is refused by name. Other pages are
  /// opened by people and overlook what they do not know.
  var parameters: [Parameter] {
    switch self {
    case .allNumbers: Parameter.ofFigures + [Parameter("chapter", "which part of the catalogue, such as speed")]
    case .oneNumber: Parameter.ofFigures + Parameter.ofOneFigure
    case .team:
      Parameter.ofFigures + [
        Parameter("show", "all, own or team"), Parameter("attribution", "whose work it is"),
        Parameter("mode", "wall: for a screen on the wall"),
      ]
    case .promises: Parameter.ofFigures + [Parameter("by", "what promises are broken down by")]
    case .number: Parameter.ofQueries + [Parameter.compare]
    case .numberChange:
      Parameter.ofQueries + [
        Parameter(
          "compare", "the earlier period: unit (default; the month before), previous, year",
          .words(Metrics.Comparison.self)),
        Parameter(
          "statistic", "of durations: mean (default), p50 or p90", .words(ChangeAccount.Statistic.self)),
      ]
    case .conversationFile: Parameter.ofPeriods + Parameter.ofFilters
    case .receipt: [Parameter("left_out", "rows that this rule leaves out, such as spam", .rule)] + Parameter.ofLists
    case .conversationList:
      [
        Parameter("source", "only conversations of this source"),
        Parameter("waiting", "true: only those in which the customer waits on us", .flag),
      ] + Parameter.ofLists
    case .conversationHistory: Parameter.ofLists
    case .sourceSync:
      [
        Parameter("mode", "incremental (default), full, or date", .words(["incremental", "full", "date"])),
        Parameter("date", "with mode date: the day, such as 2026-11-20", .day),
        Parameter("to", "the day after the last one, for several days", .day),
        Parameter("last", "the last one itself, instead of to", .day),
        Parameter("force", "true: whatever the minimum interval says", .flag),
      ]
    case .sourceCoverage:
      [
        Parameter("from", "first day, such as 2026-11-01; the last twelve weeks when not given", .day),
        Parameter("to", "the day after the last one", .day),
        Parameter(
          "period", "a named period instead of from and to, such as last-30-days", .words(NamedPeriod.self)),
      ]
    case .sourceDirectory:
      [
        Parameter(
          "kind", "only entries of this kind, such as person, team, inbox or company",
          .words(DirectoryEntry.Kind.self))
      ] + Parameter.ofLists
    case .progress, .progressEvents: [Parameter("source", "only syncs of this source")]
    case .runs:
      [
        Parameter("source", "only runs of this source"),
        .limit,
        Parameter("before", "only runs older than this one: what “next” of the answer before says", .id),
      ]
    case .auditList:
      [.limit, Parameter("before", "only entries older than this one: what “next” of the answer before says", .id)]
    case .rejectedRows, .peopleReview, .peopleDecisions: Parameter.ofLists
    case .peopleList, .clientList, .clientsUnlinked, .productList, .sourceList, .accountList, .tokenList:
      Parameter.ofShortLists
    case .restatementList: [Parameter("month", "only this month, such as 2026-10", .month)] + Parameter.ofLists
    case .peopleDecide, .clientsDecide, .productsDecide, .decisionEffect:
      [
        Parameter("kind", "what is decided", .words(IdentityDecision.Kind.self)),
        Parameter("subject", "our name of the person or client", .text(atMost: 200)),
        Parameter("source", "the source that uses the name or the id", .text(atMost: 200)),
        Parameter("id", "the id at the source", .text(atMost: 200)),
        Parameter("calling", "the name at the source", .text(atMost: 200)),
        Parameter("other", "whom a merge leads to, the team, the role, or the contact's address", .text(atMost: 200)),
        Parameter("email", "a new person's mail address", .text(atMost: 200)),
        Parameter("undoes", "the number of the decision to undo", .whole),
        Parameter("from", "the first day on which it holds, such as 2026-11-01", .day),
        Parameter("to", "the day after the last one", .day),
      ]
    case .peopleImport:
      [
        Parameter("source", "the source whose ids the lines have"),
        Parameter(
          "accept_partial", "true: take a part of a name for somebody, where nobody else comes near", .flag),
      ]
    case .imports: [.limit]
    case .noteList:
      [
        Parameter("from", "only notes of this day and later", .day),
        Parameter("to", "only notes of days before this one", .day),
      ]
    case .importMessenger, .uploadJSON:
      [
        Parameter("force_reprocess", "true: derive conversations again that are known already", .flag),
        Parameter("source", "the messenger source that the file belongs to"),
      ]
    default: originParameters
    }
  }
}

extension Parameter {
  fileprivate static let ofPeriods = [
    Parameter("from", "first day, such as 2026-11-01", .day),
    Parameter("to", "the day after the last one", .day),
    Parameter(
      "period", "a named period instead of from and to, such as last-7-days, which is the default",
      .words(NamedPeriod.self)),
    Parameter("zone", "the IANA time zone that cuts the days; the workspace's when not given"),
  ]

  /// What every page of figures can be asked.
  fileprivate static let ofFigures =
    [
      Parameter("period", "a named period, such as last-30-days"),
      Parameter("from", "first day, such as 2026-11-01"),
      Parameter("to", "the day after the last one"),
      Parameter("first", "first day, as the form has it"),
      Parameter("last", "last day, as the form has it"),
      Parameter("zone", "the IANA time zone that cuts the days"),
      Parameter("against", "before (default), year or nothing"),
      Parameter("format", "csv: the same figures as a table"),
    ] + Dimension.allCases.filter(\.isFilter).map { Parameter($0.rawValue, "only these", isRepeatable: true) }

  fileprivate static let ofOneFigure = [
    Parameter("by", "what it is broken down by"),
    Parameter("clock", "calendar or business"),
    Parameter("attribution", "whose work it is"),
  ]

  fileprivate static let ofFilters = Dimension.allCases.filter(\.isFilter).map {
    Parameter($0.rawValue, "only this \($0.rawValue)", isRepeatable: true)
  }

  fileprivate static let ofQueries =
    ofPeriods + [
      Parameter(
        "by", "breakdowns, at most four, each once", .wordsWithCommas(Dimension.allCases.map(\.rawValue))),
      Parameter("clock", "calendar (default) or business", .words(Clock.self)),
      Parameter(
        "attribution", "whose work it is: actor (default), holder_then, holder_now, participants, fair_split",
        .words(Attribution.self)),
    ] + ofFilters

  fileprivate static let compare = Parameter(
    "compare", "also the earlier period: previous (as many days before), unit (the month before), year",
    .words(Metrics.Comparison.self))

  fileprivate static let limit = Parameter(
    "limit", "how many rows, 1 to \(Window.most); 50 when not given", .whole(1...Window.most))

  private static let offset = Parameter(
    "offset", "how many rows to pass over; 0 when not given", .whole(0...Window.furthest))

  fileprivate static let ofLists = [limit, offset]

  /// Of lists that come whole unless somebody asks for a part.
  fileprivate static let ofShortLists = [
    Parameter("limit", "how many rows, 1 to \(Window.most), which is also the default", .whole(1...Window.most)),
    offset,
  ]
}
