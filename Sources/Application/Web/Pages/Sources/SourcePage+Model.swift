import CivilTime
import Fetching
import Helpdesks
import Markup
import Metrics
import Runtime
import Support
import Sync
import Warehouse

extension Tile {
  /// How a source stands, in four figures.
  static func all(of standing: SourceStanding, _ words: DayWords) -> [Tile] {
    [last(standing, words), next(standing, words), today(standing, words)]
      + (standing.helpdesk == nil ? [] : [limit(standing)])
  }

  private static func last(_ standing: SourceStanding, _ words: DayWords) -> Tile {
    let label = standing.helpdesk == nil ? "Last upload" : "Complete to"
    guard let done = standing.runs.done else {
      return Tile(
        label: label, value: Figure("nothing came yet"), lines: [Sentence(standing.status(words))], isWords: true)
    }
    return Tile(
      label: label, value: Figure(words.time(done.startedAt), href: Route.run(done.id).path),
      small: words.dayOrToday(done.startedAt),
      lines: [Sentence(standing.status(words)), Sentence(.text("\(done.outcomeWords), took \(done.took)"))])
  }

  private static func next(_ standing: SourceStanding, _ words: DayWords) -> Tile {
    guard let schedule = standing.schedule else {
      return Tile(
        label: "Next sync", value: Figure("on upload"), lines: ["A file may be sent at any time."], isWords: true)
    }
    let byHand =
      standing.inWork != nil
      ? "a sync is running"
      : standing.secondsLeft.map { "by hand: \(SyncRefusal.left($0))" } ?? "may be begun by hand now"
    return Tile(
      label: "Next sync", value: Figure(standing.next(words)),
      lines: [Sentence(.text(schedule.words)), Sentence(.text(byHand))],
      isWords: standing.nextSync.map { $0 - words.now >= 86_400 } ?? true)
  }

  private static func today(_ standing: SourceStanding, _ words: DayWords) -> Tile {
    let list = ListFilter(source: standing.id, isWaiting: false).href()
    let totals = standing.totals
    let span = totals.span.flatMap { span in
      Period(from: words.zone.day(of: span.from), to: words.zone.day(of: span.to) + 1).map(words.days)
    }
    let syncs = standing.today.map {
      "\(Figures.count($0.syncs, "sync", "syncs")) today, \(Figures.count($0.conversations)) fetched"
    }
    return Tile(
      label: "Conversations today", value: standing.createdTodayFigure,
      lines: [
        Sentence(
          .text("of "), .figure(Figures.count(totals.conversations), href: list),
          .text(" in all\(span.map { ", \($0)" } ?? "")")),
        Sentence(
          .text(
            standing.helpdesk == nil
              ? Figures.count(totals.messages, "message", "messages") : syncs ?? "no sync today")),
      ])
  }

  private static func limit(_ standing: SourceStanding) -> Tile {
    let made = standing.calls.map { "\(Figures.count($0.made, "call", "calls")) in the last run" } ?? "no call yet"
    guard let quota = standing.quota else {
      return Tile(
        label: "Vendor's limit", value: Figure("none told"), lines: [Sentence(.text(made))], isWords: true)
    }
    return Tile(
      label: "Vendor's limit", value: Figure(Figures.share(quota.used)), small: "used",
      lines: [
        Sentence(.text("\(Figures.count(quota.left)) of \(Figures.count(quota.limit)) calls left")),
        Sentence(.text(made)),
      ])
  }
}

extension Sentence {
  fileprivate init(_ status: Status) { self.init(.status(status)) }
}

extension DayWords {
  /// `today`, or `Thu 19 Nov`.
  fileprivate func dayOrToday(_ instant: Instant) -> String {
    let day = zone.day(of: instant)
    return day == today ? "today" : self.day(day)
  }
}

extension SyncOrders {
  init?(_ standing: SourceStanding, from: LocalDay?, _ words: DayWords) {
    guard standing.helpdesk != nil else { return nil }
    func button(_ text: String, _ fields: [(String, String)], isMain: Bool = false, refusal: String?) -> SyncButton {
      SyncButton(
        text: text, action: Route.syncBySource(standing.id).path,
        fields: fields.map { PeriodPicker.Kept(name: $0.0, value: $0.1) }, refusal: refusal, isMain: isMain)
    }
    let refusal = standing.refusal
    let isRunning = standing.inWork != nil
    self.init(
      now: button("Sync now", [("mode", "incremental")], isMain: true, refusal: refusal),
      full: button("Read everything", [("mode", "full")], refusal: refusal),
      force: isRunning || refusal == nil ? nil : button("Sync anyway", [("force", "true")], refusal: nil),
      refusal: refusal.map { refusal in
        isRunning
          ? "A sync is running; the next can begin when it has ended."
          : "\(refusal.asSentence) So close to the last sync there is seldom news, and vendors count calls."
      },
      mayReadDays: !isRunning, daysAction: Route.syncBySource(standing.id).path,
      firstDay: (from ?? words.today + -6).iso8601,
      lastDay: words.today.iso8601, today: words.today.iso8601,
      test: SyncButton(text: "Test the connection", action: Route.testBySource(standing.id).path))
  }
}

extension ConnectionTrial {
  init(_ checks: [ConnectionCheck], _ estimate: Result<SyncEstimate, VendorError>?) {
    let failed = checks.count { !$0.isUsable }
    let limited = checks.count { if case .limited = $0.outcome { true } else { false } }
    self.init(
      summary: failed > 0
        ? Status(.bad, "\(Figures.count(failed, "check", "checks")) failed")
        : limited > 0
          ? Status(.warn, "works, with \(Figures.count(limited, "limit", "limits"))") : Status(.good, "works"),
      checks: checks.map { Check($0) }, requests: checks.requests, estimate: estimate.map { Sentence($0) })
  }
}

extension ConnectionTrial.Check {
  fileprivate init(_ check: ConnectionCheck) {
    switch check.outcome {
    case .passed: self.init(name: check.name, scope: check.scope, status: Status(.good, "passed"))
    case .limited(let why):
      self.init(name: check.name, scope: check.scope, status: Status(.warn, "limited"), why: why)
    case .failed(let why): self.init(name: check.name, scope: check.scope, status: Status(.bad, "failed"), why: why)
    }
  }
}

extension Sentence {
  fileprivate init(_ estimate: Result<SyncEstimate, VendorError>) {
    switch estimate {
    case .failure(let error): self.init(.text("What a full sync would take is not known: \(error)."))
    case .success(let estimate):
      var parts: [String] = []
      if let count = estimate.conversations {
        parts.append("about \(Figures.count(count, "conversation", "conversations"))")
      }
      if let calls = estimate.calls { parts.append("with \(Figures.count(calls, "call", "calls"))") }
      if let minutes = estimate.minutes {
        parts.append("in \(Figures.count(minutes, "minute", "minutes")) at the vendor's limit")
      }
      self.init(
        .text(
          parts.isEmpty
            ? "The vendor does not tell beforehand what a full sync would take."
            : "A full sync would fetch \(parts.joined(separator: " "))."))
    }
  }
}

extension SourcePage.Connection {
  init(_ connection: SourceConnection, _ words: DayWords, mayChange: Bool) {
    let source = connection.source
    var facts = [
      SourcePage.Fact(
        name: "Connected", value: Sentence(.text(words.moment(source.connectedAt))), why: "by \(source.connectedBy)")
    ]
    if source.changedAt != source.connectedAt {
      facts.append(
        SourcePage.Fact(
          name: "Changed", value: Sentence(.text(words.moment(source.changedAt))), why: "by \(source.changedBy)"))
    }
    facts.append(
      SourcePage.Fact(
        name: "Secrets", value: Sentence(.status(Status(.good, "sealed"))),
        why: source.secrets.keys.sorted().joined(separator: ", ")))
    self.init(facts: facts, href: mayChange ? Route.connection(source.id).path : nil)
  }
}

extension SourcePage.Fact {
  static func list(_ supplies: [Supply: Provision]) -> [SourcePage.Fact] {
    Supply.allCases.compactMap { supply in
      supplies[supply].map { provision in SourcePage.Fact(supply.words, provision) }
    }
  }

  private init(_ name: String, _ provision: Provision) {
    switch provision {
    case .full: self.init(name: name, value: Sentence(Status(.good, "yes")))
    case .partial(let why): self.init(name: name, value: Sentence(Status(.warn, "in part")), why: why)
    case .none(let why): self.init(name: name, value: Sentence(Status(.neutral, "no")), why: why)
    }
  }

  /// How many names of each kind the source has told.
  static func names(in entries: [DirectoryEntry]) -> [SourcePage.Fact] {
    let kinds = Dictionary(grouping: entries, by: \.kind)
    return DirectoryEntry.Kind.allCases.compactMap { kind in
      kinds[kind].map { SourcePage.Fact(name: kind.words, value: Sentence(.text(Figures.count($0.count)))) }
    }
  }
}

extension Supply {
  fileprivate var words: String {
    switch self {
    case .messages: "Messages"
    case .privateNotes: "Private notes"
    case .stateHistory: "When states changed"
    case .closer: "Who closed"
    case .assignments: "Who held it when"
    case .tagHistory: "When tags were set"
    case .ratings: "Ratings"
    case .surveys: "Who was asked for a rating"
    case .timeEntries: "Time entries"
    case .queue: "Time in queues"
    case .companies: "Companies"
    case .deletions: "Deletions"
    }
  }
}

extension DirectoryEntry.Kind {
  fileprivate var words: String {
    switch self {
    case .person: "People"
    case .bot: "Bots"
    case .customer: "Customers"
    case .team: "Teams"
    case .inbox: "Inboxes"
    case .pipeline: "Pipelines"
    case .stage: "Stages"
    case .company: "Companies"
    case .field: "Fields"
    case .tag: "Tags"
    case .calendar: "Calendars"
    case .slaPolicy: "SLA policies"
    case .contact: "Contacts"
    }
  }
}
