import Markup
import Runtime
import Warehouse

extension FirstRun {
  /// Nothing once something came, and where nothing can be begun from here.
  ///
  /// - Parameter trial: what a test found just now.
  init?(_ standing: SourceStanding, _ order: SyncOrders?, _ trial: ConnectionTrial?) {
    guard standing.helpdesk != nil, standing.runs.done == nil, let order else { return nil }
    let isTried = trial != nil
    let isUsable = trial.map { $0.summary.tone != .bad } ?? false
    let isRunning = standing.inWork != nil
    // Whoever connected it on a page has been through all this.
    if isRunning, standing.connection != nil { return nil }
    self.init(steps: [
      standing.connection.map { connection in
        Step(
          title: "Connected", status: Status(.good, standing.kindWords),
          note: Sentence(
            .text("By "), .name(connection.source.connectedBy), .text(". Its secrets are sealed; no page shows them.")))
      }
        ?? Step(
          title: "Named in the settings", status: Status(.good, standing.kindWords),
          note: Sentence(.text("Its key is read from where the settings say; it is on no page."))),
      Step(
        title: "Permissions", status: trial?.summary ?? Status(.neutral, "not tried yet"),
        note: isTried
          ? "Each is listed below, with what to ask of the vendor's administrator where one is missing."
          : "Tries the credentials and every permission that a sync needs; nothing is stored.",
        button: isUsable || isRunning ? nil : order.test.asMain(!isTried)),
      Step(
        title: "Estimate", status: Status(isUsable ? .good : .neutral, isUsable ? "counted" : "after the test"),
        note: trial?.estimate ?? "How many conversations there are, and how long they take at the vendor's limit."),
      Step(
        title: "First sync",
        status: isRunning ? Status(.running, "under way") : Status(.neutral, "not begun"),
        note: isRunning
          ? "Figures rise while it runs, and days that are not complete are marked. You can leave this page."
          : "Figures appear while it runs. It can be stopped, and goes on where it was.",
        button: isUsable && !isRunning ? order.now.asMain(true) : nil),
    ])
  }
}

extension SyncButton {
  fileprivate func asMain(_ isMain: Bool) -> SyncButton {
    var button = self
    button.isMain = isMain
    return button
  }
}
