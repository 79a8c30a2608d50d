import Helpdesks
import Metrics
import Runtime

/// What every number means, as a document in Markdown: `docs/numbers.md`.
struct NumbersDocument {
  var text: String {
    let chapters = Chapter.allCases.map { chapter in
      (["## \(chapter.title)"] + chapter.metrics.map { section($0.definition) }).joined(separator: "\n\n")
    }
    return ([head, Self.words, Self.forAll, sources] + chapters).joined(separator: "\n\n") + "\n"
  }

  private let head = """
    # What every number means

    This document is printed by `replyledger metric --list --markdown`; the same is told by `replyledger metric --list --json`
    and by `GET /api/v1/numbers`. A test compares it with the code, so it cannot fall behind.

    A number never stands alone: it comes with its receipt (the rows behind it), with what was left out and why, and with the
    version of its definition.
    """
}

// MARK: - What holds for all

extension NumbersDocument {
  private static var words: String {
    """
    ## Words

    - **Conversation**: a ticket, a chat or a thread, from whatever source.
    - **Customer message**: written by a customer, neither a bounce nor an automatic answer.
    - **Human reply**: written by a person on our side, and the customer can read it. A turn is a run of them.
    - **Active** is what is new, open, pending (we wait for the customer) or on hold (we wait for others). **Done** is what is
      solved or closed.
    - **Episode**: from the creation, or from a reopen, to the next done. Where a source knows no states, a long silence ends it.
    - **Wait**: from the first customer message that nobody has answered to the human reply, or to done.

    ## Time

    - Periods are whole local days in the time zone of the report. An event at midnight belongs to the new day.
    - Lengths of time are whole seconds. Shown are the median and the time within which 90 % lie; the mean, the least and the
      most stand beside them. With fewer than five values a figure is grey and ranks nobody.
    - Nothing is not zero. A number that a source cannot supply says “not available from” it, and no value is made up.
    - On the business clock the open seconds of the calendar in force at each instant count. Without a calendar there is no
      business value.

    ## Credit

    \(credits)

    A number that is not offered per person says so. Where it is, all five can be asked; the first one named is the usual one.
    """
  }

  private static var credits: String {
    Attribution.allCases
      .map { "- `\($0.rawValue)`: \($0.words)" + ($0.addsUp ? "." : "; people do not add up to the total.") }
      .joined(separator: "\n")
  }

  private static var forAll: String {
    "## Left out of every number\n\n" + Definition.Edge.ofConversations.map(Self.line).joined(separator: "\n")
  }

  private var sources: String {
    let kinds = SourceOffer.all
    let head = "| What it tells | " + kinds.map(\.name).joined(separator: " | ") + " |"
    let rule = "|---|" + kinds.map { _ in "---|" }.joined()
    let rows = Need.allCases.map { need in
      "| \(need.words.capitalizedFirst) | " + kinds.map { cell(need, of: $0) }.joined(separator: " | ") + " |"
    }
    return (["## What sources tell", "", head, rule] + rows).joined(separator: "\n")
  }

  private func cell(_ need: Need, of offer: SourceOffer) -> String {
    switch Supply(rawValue: need.rawValue).flatMap({ offer.supplies[$0] }) {
    case .full: "yes"
    case .partial: "in part"
    case .none?, nil: "no"
    }
  }
}

// MARK: - One number

extension NumbersDocument {
  func section(_ definition: Definition) -> String {
    var parts = ["### \(definition.metric.id) \(definition.name)", definition.sentence, table(definition)]
    if !definition.edges.isEmpty { parts.append(definition.edges.map(Self.line).joined(separator: "\n")) }
    if !definition.caveats.isEmpty { parts.append(definition.caveats.joined(separator: " ")) }
    return parts.joined(separator: "\n\n")
  }

  private func table(_ definition: Definition) -> String {
    var rows = [
      ("Formula", definition.formula), ("Value", value(definition)),
      ("Date", "`\(definition.basis.rawValue)`: \(definition.basis.words)"), ("Clocks", clocks(definition)),
      ("Credit", credit(definition)),
    ]
    if !definition.classes.isEmpty { rows.append(("Classes", codes(definition.classes))) }
    rows.append(("Left out", definition.exclusions.isEmpty ? "nothing" : codes(definition.exclusions.map(\.id))))
    rows.append(("Sources", availability(definition)))
    if !definition.elsewhere.isEmpty { rows.append(("Elsewhere", definition.elsewhere)) }
    rows.append(("Version", "\(definition.version)"))
    return (["| | |", "|---|---|"] + rows.map { "| \($0.0) | \($0.1) |" }).joined(separator: "\n")
  }

  private func value(_ definition: Definition) -> String {
    let rows = definition.unit == definition.several ? "" : ", of \(definition.several)"
    return "\(definition.kind.rawValue), in \(definition.unit)\(rows)"
  }

  private func clocks(_ definition: Definition) -> String {
    definition.clocks.isEmpty ? "none" : codes(definition.clocks.map(\.rawValue))
  }

  private func credit(_ definition: Definition) -> String {
    definition.attributions.isEmpty ? "not offered per person" : codes(definition.attributions.map(\.rawValue))
  }

  private func availability(_ definition: Definition) -> String {
    var whole: [String] = []
    var others: [String] = []
    for offer in SourceOffer.all {
      switch offer.provision(of: definition) {
      case .full: whole.append(offer.name)
      case .partial(let why): others.append("\(offer.name) in part (\(why))")
      case .none(let why): others.append("not from \(offer.name) (\(why))")
      }
    }
    if others.isEmpty { return "all" }
    return ((whole.isEmpty ? [] : [whole.joined(separator: ", ")]) + others).joined(separator: "<br>")
  }

  private static func line(_ edge: Definition.Edge) -> String {
    "- \(edge.when.capitalizedFirst): \(edge.then)\(edge.exclusion.map { " (`\($0.id)`)" } ?? "")."
  }

  private func codes(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
