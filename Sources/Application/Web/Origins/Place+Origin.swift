/// A system that this one replaces. Its addresses stay, so that whatever was written for it goes on working: paths,
/// parameters, keys and status codes are its own, every figure is one of the catalogue's.
enum Origin: Sendable {
  /// What each person closed, from a help desk of tickets.
  case closures
  /// What direct messages were about and how they were answered, from uploads.
  case messages
  /// Replies by product and person, for spreading cost.
  case cost
}

extension Place {
  var origin: Origin? {
    switch self {
    case .messageMetrics, .messageMetricsAgain, .messageSummary, .messageChats, .messageChat, .chatMessages,
      .messageDownload, .messageMetricsTable, .uploadsUnderWay, .uploadProgress, .messageHealth:
      .messages
    case .costReady, .costExport: .cost
    default: pattern.hasPrefix("/api/tickets/") ? .closures : nil
    }
  }
}

extension Parameter {
  fileprivate static let source = Parameter("source", "only this source; all of them when not given")

  fileprivate static let date = Parameter("date", "the day, such as 2026-11-20; today when not given", .day)

  /// Days, both ends among them.
  fileprivate static func days(_ from: String, _ to: String) -> [Parameter] {
    [Parameter(from, "first day, such as 2026-11-01", .day), Parameter(to, "last day", .day)]
  }

  fileprivate static let pages = [
    Parameter("page", "from 1 on", .whole(1...10_000_000)),
    Parameter("page_size", "1 to 100; 20 when not given", .whole(1...100)),
  ]

  fileprivate static let satisfaction = [
    Parameter("min_satisfaction", "1 to 5; nothing has a score as long as nothing judges texts", .number(1...5)),
    Parameter("max_satisfaction", "1 to 5", .number(1...5)),
  ]

  fileprivate static let month = Parameter("month", "such as 2026-10; the last one when not given", .month)

  fileprivate static let closurePeriod = Parameter(
    "period", "today (default), yesterday, week or month", .words(ClosurePeriod.self))
}

extension Place {
  /// What the addresses of the replaced systems may be asked.
  var originParameters: [Parameter] {
    switch self {
    case .closuresToday, .closureStats, .closurePeople, .closureSyncStatus: [.source]
    case .closuresPeriod: [.closurePeriod, .source]
    case .closureTop: [Parameter("limit", "how many, 1 to 100; 10 when not given", .whole(1...100)), .source]
    case .closureDetails: [.closurePeriod, Parameter("date", "a day instead of a period", .day), .source]
    case .closureSync:
      [.date, Parameter("force", "true: whatever the minimum interval says; for admins", .flag), .source]
    case .closureForceSync: [.date, .source]
    case .closureHourlySync: [.date, Parameter("hour", "0 to 23; its whole day is synced", .whole(0...23)), .source]
    case .messageMetrics, .messageMetricsAgain, .messageMetricsTable:
      Parameter.days("start_date", "end_date") + [.source]
    case .messageChats:
      Parameter.pages + [
        Parameter(
          "sort_by", "updated_at (default), satisfaction_score, avg_sentiment or total_messages",
          .words(["updated_at", "satisfaction_score", "avg_sentiment", "total_messages"])),
        Parameter("sort_order", "desc (default) or asc", .words(["desc", "asc"])),
        Parameter("satisfied_only", "true or false", .flag),
      ] + Parameter.satisfaction + Parameter.days("start_date", "end_date") + [.source]
    // There was a search at /api/conversations/search?query=, where that name was taken for a chat's id.
    case .messageChat: [Parameter("query", "of no meaning: a search that was never reached had it")]
    case .chatMessages: Parameter.pages
    case .messageDownload:
      [Parameter("export_type", "conversations (default), messages or all", .words(MessageExport.self))]
        + Parameter.satisfaction
        + Parameter.days("date_from", "date_to") + [.source]
    case .costReady, .costExport: [.month]
    default: []
    }
  }

  var originSummary: String {
    switch self {
    case .closuresToday: "Closures of today by person"
    case .closuresPeriod: "Closures of today, yesterday, the last 7 or the last 30 days, with the tickets' numbers"
    case .closureTop: "Who closed most today"
    case .closureStats: "Closures in all, today, this week and this month"
    case .closurePeople: "The same for each person, and the last day with a closure"
    case .closureDetails: "The tickets that one person closed"
    case .closureSyncStatus: "When it was synced last, and when it may be again"
    case .closureSync: "Sync a day and wait for it; 202 when it takes longer, 429 too soon after the last"
    case .closureForceSync: "The same, whatever the minimum interval says"
    case .closureHourlySync: "The same for the day of an hour"
    case .closureAdminStats: "How syncs, records and mappings stand"
    case .closureStoreTest: "Whether the store answers, and what it holds"
    case .closureUnmapped: "People of the sources that the settings do not know"
    case .closureMappings: "People of the sources, and who of ours they are"
    case .closureMapping: "One of them; PUT says who it is, DELETE that it is not; 409 where the settings file says so"
    case .closureMappingByName: "The same as PUT, by the name at the source"
    case .closureMappingSync: "How many mappings there are; they follow the settings, what was decided, and every sync"
    case .closureCache: "Read the ledger again; nothing older is ever shown"
    case .closureSyncEvent: "Does nothing: whoever listens is told of each sync that ends"
    case .messageMetrics: "Conversations, messages and response time; what only a reader could judge is null"
    case .messageMetricsAgain: "The same: figures are counted whenever they are asked for"
    case .messageSummary: "How many conversations and messages there are, and the last five"
    case .messageChats: "Conversations, page by page"
    case .messageChat: "One conversation, by its key or by the chat's own id"
    case .chatMessages: "Its messages, page by page"
    case .messageDownload: "Conversations or messages as a table"
    case .messageMetricsTable: "The figures as a table of two columns"
    case .uploadsUnderWay: "The uploads that this server is at"
    case .uploadProgress: "How far an upload is, or how it ended; DELETE ends one that is under way, and books nothing"
    case .messageHealth: "The same as /healthz"
    case .costReady: "Whether the last month can be exported: all of it was read, and it has replies"
    case .costExport: "Replies by product and person in the last month, as a table"
    default: ""
    }
  }
}
