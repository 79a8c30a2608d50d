import Accounts
import CivilTime
import HTTPServer
import Markup
import Metrics
import Runtime

extension WebApplication {
  /// Numbers that are watched, read and written here.
  func alerts(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else { return .page(try await alertsPage(request.query)) }
    let form = try await request.form()
    guard let deed = form.given("do") else { throw WebError.badRequest("do: there are add, remove and snooze") }
    try checkManager()
    do {
      switch deed {
      case "add": _ = try await addAlert(form)
      case "remove": try await accounts.removeAlert(try form.alert(), by: Asker.current.actor)
      case "snooze": try await snooze(try form.alert(), hours: try form.number("hours", 0...720) ?? 24)
      default: throw WebError.badRequest("do: there are add, remove and snooze")
      }
    } catch let error as AccountError {
      var page = try await alertsPage(form)
      page.problem = error.description.asSentence
      return self.page(page, error)
    }
    let back = form.given("back").flatMap { ReturnAddress($0)?.text }
    return .redirect(to: back ?? Route.alerts.path)
  }

  func checkManager() throws(WebError) {
    guard Asker.current.mayTidyUp else {
      throw WebError(.forbidden, "alerts are made and changed by managers and admins who see everything")
    }
  }

  /// Zero hours end a snooze.
  func snooze(_ id: Int64, hours: Int) async throws {
    let until = hours == 0 ? nil : installation.now + Int64(hours) * 3_600
    try await accounts.snoozeAlert(id, until: until, by: Asker.current.actor)
  }

  /// - Parameter lasting: in seconds, where it is not given in minutes by the form.
  func addAlert(_ form: HTTPQuery, lasting: Int64? = nil) async throws -> Alert {
    let id = form.first("metric") ?? ""
    guard let metric = Metric(rawValue: id) else {
      throw WebError.unprocessable("metric: there is no “\(shown(id))”; there are \(Metric.listed)")
    }
    guard let period = NamedPeriod(rawValue: form.given("period") ?? NamedPeriod.today.rawValue) else {
      throw WebError.unprocessable("period: “\(shown(form.first("period") ?? ""))” is none")
    }
    guard let side = AlertWatch.Side(rawValue: form.first("side") ?? "above") else {
      throw WebError.unprocessable("side must be above or below")
    }
    guard let threshold = form.first("threshold").flatMap({ Double($0) }), threshold.isFinite, abs(threshold) < 1e12
    else { throw WebError.unprocessable("threshold must be a number, such as 20") }
    let minutes = try form.number("minutes", 0...100_000) ?? 0
    var pairs = [("metric", metric.id), ("zone", installation.zone.name)]
    for dimension in Dimension.allCases where dimension.isFilter {
      pairs += form.all(dimension.rawValue).filter { !$0.isEmpty }.map { (dimension.rawValue, $0) }
    }
    let question = pairs.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    let order = AlertOrder(
      name: form.first("name") ?? "", question: question, period: period.rawValue,
      watch: AlertWatch(side, threshold * metric.definition.alertUnit.factor, lasting: lasting ?? Int64(minutes) * 60))
    let query = try MetricQuery(
      watching: question, over: order.period, today: installation.today, weekStart: weekStart)
    if let problem = query.problems.first { throw WebError.unprocessable(problem.description) }
    return try await accounts.addAlert(order, by: Asker.current.actor)
  }

  private func row(_ alert: Alert) -> AlertsPage.Row { AlertsPage.Row(alert, asking: query(of: alert), words) }

  private func alertsPage(_ asked: HTTPQuery) async throws -> AlertsPage {
    let words = words
    let mayChange = Asker.current.mayTidyUp
    let messages = try await accounts.alertMessages(limit: 10)
    let all = try await accounts.alerts()
    let names = Dictionary(all.map { ($0.id, $0.name) }) { first, _ in first }
    return AlertsPage(
      frame: frame("Alerts", at: .alerts, try await sourceStates()), alerts: all.map(row),
      mayChange: mayChange, sends: installation.settings.destinations.alerts != nil,
      messages: messages.map { AlertsPage.Message($0, names, words) },
      metrics: Metric.allCases.filter { $0.definition.kind != .distribution }.map {
        FilterForm.Choice.Option(
          value: $0.id, title: "\($0.definition.name)\($0.definition.alertUnit.words.map { ", \($0)" } ?? "")")
      }, chosenMetric: asked.given("metric") ?? Metric.waitingOnUs.id,
      periods: NamedPeriod.allCases.map { FilterForm.Choice.Option(value: $0.rawValue, title: $0.title) },
      filters: asked.parameters.filter { Dimension(rawValue: $0.name)?.isFilter == true }.map {
        PeriodPicker.Kept(name: $0.name, value: $0.value)
      }, name: asked.first("name") ?? "")
  }
}

extension HTTPQuery {
  fileprivate func alert() throws(WebError) -> Int64 {
    guard let id = first("id").flatMap({ Int64($0) }) else { throw .badRequest("id must be a number") }
    return id
  }
}

extension Definition {
  /// In what people write a threshold: minutes for times, per cent for parts.
  var alertUnit: (factor: Double, words: String?) {
    isTime ? (60, "in minutes") : isPart ? (0.01, "in per cent") : (1, nil)
  }
}

extension AlertsPage.Row {
  /// - Parameter query: what it asks today; nothing where that can no longer be asked.
  init(_ alert: Alert, asking query: MetricQuery?, _ words: DayWords) {
    let definition = query?.metric.definition
    let shown = { (value: Double) in definition.map { $0.words(of: value) } ?? Figures.decimal(value) }
    let lasting = alert.watch.lasting > 0 ? ", for \(Figures.duration(seconds: Int(alert.watch.lasting)))" : ""
    let filters = query?.filters.map { "\($0.dimension.rawValue) \($0.values.joined(separator: " or "))" } ?? []
    self.init(
      id: alert.id, name: alert.name,
      rule: "\(definition?.name ?? "a number that is none any more") \(alert.watch.side.rawValue) "
        + "\(shown(alert.watch.threshold))\(lasting)"
        + (filters.isEmpty ? "" : "; " + filters.joined(separator: ", ")),
      status: alert.status(words),
      value: alert.value.map { Figure(shown($0), href: query.map { Route.rows(behind: $0) }) },
      isFiring: alert.watch.state == .firing, isSnoozed: alert.isSnoozed(at: words.now))
  }
}

extension Alert {
  fileprivate func status(_ words: DayWords) -> Status {
    if let until = snoozedUntil, until > words.now { return Status(.neutral, "snoozed until \(words.moment(until))") }
    let since = watch.since.map { " since \(words.moment($0))" } ?? ""
    return switch watch.state {
    case .firing: Status(.bad, "firing\(since)")
    case .pending: Status(.warn, "beyond\(since)")
    case .calm: checkedAt == nil ? Status(.neutral, "not checked yet") : Status(.good, "calm")
    case .unknown: Status(.neutral, "no value")
    }
  }
}

extension AlertsPage.Message {
  fileprivate init(_ message: AlertMessage, _ names: [Int64: String], _ words: DayWords) {
    let status: Status =
      switch message.state {
      case .queued: Status(.warn, "to be sent again")
      case .claimed: Status(.running, "on its way")
      case .sent: Status(.good, "taken")
      case .failed: Status(.bad, "given up")
      case .unknown: Status(.warn, "nobody knows whether it arrived")
      }
    self.init(
      what: "\(names[message.alert] ?? "an alert that was removed") \(message.event)",
      at: words.moment(message.createdAt), status: status,
      note: message.problem.isEmpty
        ? "" : "\(message.problem), \(Figures.count(message.attempts, "attempt", "attempts"))")
  }
}

extension WebApplication {
  /// What Today says of numbers that are beyond their thresholds.
  func firing() async throws -> FiringAlerts? {
    guard Asker.current.narrowings.isEmpty else { return nil }
    let rows = try await accounts.alerts().map(row).filter { $0.isFiring && !$0.isSnoozed }
    return rows.isEmpty ? nil : FiringAlerts(rows: rows, maySnooze: Asker.current.mayTidyUp)
  }
}
