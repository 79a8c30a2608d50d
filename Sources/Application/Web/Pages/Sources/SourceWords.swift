import CivilTime
import Fetching
import Helpdesks
import Markup
import Metrics
import Runtime
import Sync
import Warehouse

extension SourceStanding {
  /// What people call it: the vendor's name, or how its conversations come.
  var kindWords: String {
    helpdesk?.manners.vendor ?? ConnectableKind(rawValue: kind)?.name ?? ConnectCards.name(of: kind)
  }

  func status(_ words: DayWords) -> Status {
    switch state {
    case .syncing: Status(.running, "syncing")
    case .complete: Status(.good, "complete")
    case .behind: Status(.warn, "behind")
    case .failed: Status(.bad, helpdesk == nil ? "last upload failed" : "failed")
    case .interrupted: Status(.warn, "interrupted")
    case .stopped: Status(.warn, "stopped")
    case .neverSynced: Status(.neutral, "never synced")
    case .byHand: Status(.neutral, "by upload")
    case .paused: Status(.neutral, "paused")
    case .locked: Status(.bad, "cannot be used")
    }
  }

  /// When it was last brought up to date, and how long that took.
  func statusNote(_ words: DayWords) -> String {
    if let inWork { return inWork.progress.page == 0 ? "beginning" : "page \(Figures.count(inWork.progress.page))" }
    guard let done = runs.done else { return "nothing came yet" }
    let took = done.endedAt - done.startedAt
    let at = words.moment(done.startedAt)
    return helpdesk == nil || took < 1 ? at : "\(at), \(Figures.duration(seconds: Int(took)))"
  }

  /// “in 50 min”.
  func next(_ words: DayWords) -> String {
    if inWork != nil { return "running" }
    if [.paused, .locked].contains(state) { return "never" }
    guard helpdesk != nil else { return "on upload" }
    return nextSync.map(words.until) ?? "never"
  }

  /// Why nobody may begin a sync by hand.
  var refusal: String? {
    if inWork != nil { return "a sync is running" }
    return secondsLeft.map(SyncRefusal.left)
  }

  /// Part of the vendor's limit that is used up.
  var quota: (used: Double, left: Int, limit: Int)? {
    let (limit, left) = (inWork?.progress.limit ?? calls?.limit, inWork?.progress.callsLeft ?? calls?.left)
    guard let limit, let left, limit > 0 else { return nil }
    return (Double(max(0, limit - left)) / Double(limit), left, limit)
  }
}

extension SyncSchedule {
  var words: String {
    switch self {
    case .every(3_600): "every hour"
    case .every(let seconds) where seconds % 86_400 == 0: "every \(Figures.count(Int(seconds / 86_400), "day", "days"))"
    case .every(let seconds) where seconds % 3_600 == 0: "every \(seconds / 3_600) hours"
    case .every(let seconds): "every \(Figures.duration(seconds: Int(seconds)))"
    case .cron(let line): "by the line \(line.description)"
    }
  }
}

extension DayWords {
  /// `in 50 min`, `due now`, and beyond a day the moment itself.
  func until(_ instant: Instant) -> String {
    let seconds = instant - now
    if seconds <= 0 { return "due now" }
    if seconds < 60 { return "in a minute" }
    return seconds < 86_400 ? "in \(Figures.duration(seconds: Int(seconds)))" : moment(instant)
  }

  /// `16 Oct`, `16 to 18 Oct`, at most three stretches, and how many more.
  func stretches(of days: [LocalDay]) -> String {
    var stretches: [Period] = []
    for day in days {
      if let last = stretches.last, last.to == day, let longer = Period(from: last.from, to: day + 1) {
        stretches[stretches.count - 1] = longer
      } else if let single = Period(from: day, to: day + 1) {
        stretches.append(single)
      }
    }
    let named = stretches.suffix(3).map { $0.days == 1 ? date($0.from) : self.days($0) }
    let more = stretches.count - named.count
    return (more > 0 ? ["\(more) earlier"] : []).appending(named).joined(separator: ", ")
  }
}

extension [String] {
  fileprivate func appending(_ more: [String]) -> [String] { self + more }
}

extension Run {
  /// “new and changed”, “29 to 31 Oct”.
  var modeWords: String {
    switch mode {
    case "incremental": "new and changed"
    case "full": "everything"
    case "date": "days again"
    case "since": "since a time"
    case "webhook": "told by a webhook"
    case "upload": "upload"
    default: mode
    }
  }

  var status: Status {
    switch (state, rejected, stored) {
    case (.running, _, _): Status(.running, "running")
    case (.stopped, _, _): Status(.warn, "stopped")
    case (.interrupted, _, _): Status(.warn, "interrupted")
    case (.failed, _, _): Status(.bad, mode == "upload" ? "not readable" : "failed")
    case (.done, 1..., _): Status(.warn, "done, \(Figures.count(rejected)) rejected")
    case (.done, _, 0): Status(.neutral, mode == "upload" ? "already here" : "nothing new")
    case (.done, _, _): Status(.good, "done")
    }
  }

  var took: String {
    endedAt - startedAt < 1 ? "under 1 s" : Figures.duration(seconds: Int(endedAt - startedAt))
  }
}
