import CivilTime

/// How many calls of webhooks are taken: whoever floods the address costs us signatures to check, and nobody else anything.
struct HookGate {
  /// Of one source in a minute. Vendors send one call a change, and mass changes hundreds.
  static let mostPerMinute = 1_200

  private var counts: [String: (minute: Int64, calls: Int)] = [:]

  /// Nothing when the call may come in; otherwise how many seconds it should wait.
  mutating func refusal(of source: String, at now: Instant) -> Int? {
    let minute = now.seconds.floorDivided(by: 60)
    let known = counts[source].flatMap { $0.minute == minute ? $0.calls : nil } ?? 0
    guard known < HookGate.mostPerMinute else { return Int((minute + 1) * 60 - now.seconds) }
    counts[source] = (minute, known + 1)
    return nil
  }
}
