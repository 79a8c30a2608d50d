import HTTPServer

extension WebApplication {
  /// - Parameter argument: what stands in the address's braces.
  func origin(_ place: Place, _ argument: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    switch place {
    case .closuresToday: try await closuresToday(request)
    case .closuresPeriod: try await closuresPeriod(request)
    case .closureTop: try await closureTop(request)
    case .closureStats: try await closureStats(request)
    case .closurePeople: try await closurePeople(request)
    case .closureDetails: try await closureDetails(of: argument, request)
    case .closureSyncStatus: try await closureSyncStatus(request)
    case .closureSync, .closureForceSync, .closureHourlySync: try await closureSync(request, at: place)
    case .closureAdminStats: try await closureAdminStats()
    case .closureStoreTest: try await closureStoreTest()
    case .closureUnmapped: try await closureUnmapped()
    case .closureMappings: try await closureMappings()
    case .closureMapping: try await closureMapping(argument, request)
    case .closureMappingByName: try await closureMappingByName(request)
    case .closureMappingSync: try await closureMappingSync()
    case .closureCache: try await closureCache()
    case .closureSyncEvent: closureSyncEvent()
    case .messageMetrics: try await messageMetrics(request)
    case .messageMetricsAgain: try await recalculateMessages(request)
    case .messageSummary: try await messageSummary()
    case .messageChats: try await messageChats(request)
    case .messageChat: try await messageChat(argument)
    case .chatMessages: try await chatMessages(argument, request)
    case .messageDownload: try await messageDownload(request)
    case .messageMetricsTable: try await messageMetricsTable(request)
    case .uploadsUnderWay: uploadsUnderWay()
    case .uploadProgress: try await uploadProgress(argument, request)
    case .messageHealth: try await health()
    case .costReady: try await costReady(request)
    case .costExport: try await costExport(request)
    default: throw WebError.notFound("there is nothing at this address")
    }
  }
}
