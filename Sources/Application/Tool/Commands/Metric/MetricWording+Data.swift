import Markup
import Metrics

extension MetricWording {
  /// “Data: facebook by upload; helpscout to 2026-11-27 09:12:00, 31 of 31 days verified”
  func data(_ standing: DataStanding) -> [String] {
    let sources = standing.sources.map(words(of:))
    let running = standing.isRunning ? ["The period still runs."] : []
    return (sources.isEmpty ? [] : ["Data: \(sources.joined(separator: "; "))"]) + running
  }

  private func words(of source: DataStanding.Source) -> String {
    if source.isByHand { return "\(source.source) by upload" }
    guard let fresh = source.freshTo else { return "\(source.source) never synced" }
    return "\(source.source) to \(localTime(fresh)), "
      + "\(Figures.count(source.verifiedDays)) of \(Figures.count(source.days, "day", "days")) verified"
  }
}
