import Helpdesks
import Metrics

// Numbers, receipts, changes and definitions.
extension Schema {
  static let definition = Schema.object([
    "id": .text, "name": .text, "chapter": .text, "version": .whole, "sentence": .text, "formula": .text,
    "kind": .words(Definition.Kind.self), "unit": .text, "counts": .text, "date_basis": .text,
    "clocks": .list(.words(Clock.self)), "attributions": .list(.words(Attribution.self)), "classes": .list(.text),
    "exclusions": .list(.rule),
    "edges": .list(.object(["when": .text, "then": .text, "exclusion": .rule.orNull])),
    "needs": .list(.text), "wants": .list(.text),
    "sources": .list(.object(["kind": .text, "provision": .provision], maybe: ["why": .text])),
    "caveats": .list(.text), "elsewhere": .text.orNull, "href": .text,
  ])

  /// Which rule leaves rows out.
  static let rule = Schema.words(Exclusion.allCases.map(\.id))

  static let provision = Schema.words(["full", "partial", "none"])

  static let query = Schema.object(
    [
      "from": .day, "to": .day, "zone": .text, "clock": .words(Clock.self), "attribution": .words(Attribution.self),
      "by": .list(.words(Dimension.self)), "where": .map(.any(.text, .list(.text))),
    ], maybe: ["until": .time])

  /// A number for counts, amounts, scores and shares, a summary for durations (in seconds) and distributions, and null
  /// when there is nothing to say.
  static let value = Schema.any(
    .number,
    .object([
      "n": .whole, "p50": .number.orNull, "p90": .number.orNull, "mean": .number.orNull, "min": .number.orNull,
      "max": .number.orNull,
    ]),
    .object(["n": .whole, "share": .number.orNull, "low": .number.orNull, "high": .number.orNull]), .nothing)

  static let answer = Schema.object(
    [
      "metric": .text, "name": .text, "version": .whole, "query": .named(.query), "value": .named(.value),
      "groups": .list(group), "adds_up": .flag.orNull, "sample": .whole,
      "excluded": .list(.object(["rule": .rule, "count": .whole])),
      "not_available": .list(.object(["source": .text, "why": .text])), "receipt": .text,
    ],
    maybe: [
      "range": bounds, "few": .flag, "open_waits": openWaits, "comparison": comparison, "data": dataStanding,
    ])

  /// Beside these members it has one for each breakdown, which is a text.
  private static let group = Schema.object(
    ["value": .named(.value), "sample": .whole], maybe: ["range": bounds, "few": .flag], others: .text)

  private static let bounds = Schema.object(["low": .number, "high": .number])

  private static let openWaits = Schema.object([
    "count": .whole, "longest": .number.orNull, "p50": bound, "p90": bound,
  ])

  private static let bound = Schema.object(["at_least": .number.orNull, "at_most": .number.orNull])

  private static let comparison = Schema.object(
    [
      "with": .words(Metrics.Comparison.self), "from": .day, "to": .day, "value": .named(.value), "sample": .whole,
      "change": valueChange,
      "groups": .list(
        .object(["value": .named(.value), "sample": .whole, "change": valueChange], others: .text)), "receipt": .text,
    ], maybe: ["until": .time, "range": bounds, "few": .flag])

  private static let valueChange = Schema.object(
    ["absolute": .number.orNull, "relative": .number.orNull, "beyond_noise": .flag.orNull],
    maybe: ["points": .number, "p90": .number])

  private static let dataStanding = Schema.object([
    "as_of": .time, "period": .words(["running", "over"]), "complete": .flag,
    "sources": .list(
      .object(
        ["source": .text, "fresh_to": .time.orNull, "verified_days": .whole.orNull, "days": .whole],
        maybe: ["by_upload": .flag])),
  ])

  static let change = Schema.object([
    "metric": .text, "name": .text, "version": .whole, "query": .named(.query),
    "with": .words(Metrics.Comparison.self), "statistic": .words(ChangeAccount.Statistic.self).orNull,
    "value": .number.orNull,
    "before": .object(["from": .day, "to": .day, "value": .number.orNull], maybe: ["until": .time]),
    "change": .number.orNull, "parts": .list(part), "residual": .number.orNull,
  ])

  /// Beside these members it has one for each breakdown, which is a text.
  private static let part = Schema.object(
    ["contribution": .number.orNull, "now": side, "before": side],
    maybe: ["others": .whole, "mix": .number, "within": .number], others: .text)

  private static let side = Schema.object([
    "value": .number.orNull, "weight": .number.orNull, "sample": .whole, "receipt": .text.orNull,
  ])

  static let receipt = Schema.page(
    "rows",
    of: .object(
      ["conversation": .text, "at": .time, "value": .number.orNull, "person": .text.orNull], maybe: ["left_out": .rule]),
    beside: ["metric": .text, "query": .named(.query), "left_out": .rule.orNull])
}
