import HTTPServer

extension Place {
  /// The statuses of its refusals, in order.
  func refusals(of method: HTTPMethod) -> [HTTPStatus] {
    var all: Set<HTTPStatus> = [.badRequest, .internalServerError]
    if case .role = demand { all.formUnion([.unauthorized, .forbidden]) }
    if demand == .neighbourOrToken { all.formUnion([.unauthorized, .forbidden]) }
    if argument != nil || origin == .closures || namesSource { all.insert(.notFound) }
    if method != .get { all.formUnion([.forbidden, .contentTooLarge]) }
    if body(of: method) != nil { all.formUnion([.contentTooLarge, .unsupportedMediaType]) }
    if method == .get, !offers.isEmpty { all.insert(.notAcceptable) }
    if takesWordsOfForms { all.insert(.unprocessableContent) }
    return all.union(ofItsOwn(method)).sorted { $0.code < $1.code }
  }

  /// Whether a source that it names must be there. Lists of what nobody knows are empty.
  private var namesSource: Bool { [.messageMetrics, .messageMetricsAgain, .messageMetricsTable].contains(self) }

  /// Whether it has a switch, or a value that is well formed and still makes no sense.
  private var takesWordsOfForms: Bool {
    parameters.contains { $0.schema == .flag } || origin == .messages
      || [
        .sourceTest, .sourceEstimate, .draftTest, .changeTest, .rulesTrial, .passwordChange, .peopleDecide,
        .clientsDecide, .productsDecide, .decisionEffect, .peopleImport,
        .closureMapping,
        .closureMappingByName, .closureSyncStatus, .accountList,
        .accountState, .tokenList, .viewList, .noteList, .alertList, .alertEntry,
      ].contains(self)
      || [.closuresToday, .closureForceSync, .closureHourlySync, .closuresPeriod].contains(self)
  }

  private func ofItsOwn(_ method: HTTPMethod) -> Set<HTTPStatus> {
    switch self {
    case .sourceSync, .closureSync, .closureForceSync, .closureHourlySync:
      [.conflict, .tooManyRequests, .serviceUnavailable]
    case .sourceStop, .closureMappingByName, .draftTest, .changeTest: [.conflict]
    case .sessionList where method == .delete, .sessionEnd: [.conflict]
    case .passwordChange: [.conflict, .tooManyRequests, .serviceUnavailable]
    case .sourceList where method == .post: [.conflict, .unprocessableContent, .serviceUnavailable]
    case .sourceState where method == .patch: [.conflict, .unprocessableContent, .serviceUnavailable]
    case .closureMapping where method != .get, .sourceState where method == .delete: [.conflict]
    case .sourceEstimate: [.badGateway]
    case .ruleSection where method != .get: [.unprocessableContent]
    case .hook: [.unauthorized, .tooManyRequests]
    case .health, .messageHealth: [.serviceUnavailable]
    case .importMessenger, .uploadJSON: [.conflict]
    default: []
    }
  }

  func refusal(_ status: HTTPStatus) -> DescribedAnswer {
    let meaning = status.meaning
    if self == .costExport, status == .internalServerError {
      return DescribedAnswer(status: status.code, meaning: meaning, content: [("text/plain", .text)])
    }
    guard origin == .closures else {
      return DescribedAnswer(
        status: status.code, meaning: meaning, content: [("application/problem+json", .named(.problem))])
    }
    var answer = DescribedAnswer.json(.named(.closureProblem), status.code, meaning)
    // A request that the server cannot even read is refused before anybody knows which address it is for.
    if status == .badRequest { answer.content.append(("application/problem+json", .named(.problem))) }
    return answer
  }
}

extension HTTPStatus {
  fileprivate var meaning: String {
    switch self {
    case .badRequest: "what was asked cannot be understood; the answer says what is wrong"
    case .unauthorized: "whoever asks has to show a token"
    case .forbidden: "whoever asks may not"
    case .notFound: "there is no such thing"
    case .notAcceptable: "it cannot be had in a form that the client takes"
    case .conflict: "as things stand it cannot be done"
    case .contentTooLarge: "that is more than is taken"
    case .unsupportedMediaType: "that is no form that is taken"
    case .unprocessableContent: "it can be read, and makes no sense"
    case .tooManyRequests: "too soon; Retry-After says when"
    case .badGateway: "the vendor does not answer as it should"
    case .serviceUnavailable: "not at this moment"
    default: "something broke on our side; the log has the details"
    }
  }
}
