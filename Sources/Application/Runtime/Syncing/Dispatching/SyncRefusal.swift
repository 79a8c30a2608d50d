package import CivilTime

/// Why a sync was not begun.
package enum SyncRefusal: Error, Equatable, CustomStringConvertible {
  case unknownSource(String)
  /// It has no API that this version can ask.
  case notSyncable(String)
  /// One is under way, here or in another process.
  case busy(String, since: Instant?)
  /// The minimum interval since the last success is not over.
  case early(String, secondsLeft: Int64)
  /// This process is about to end.
  case stopping
  /// It ended before it had begun: the store cannot be written.
  case failed(String)

  package var description: String {
    switch self {
    case .unknownSource(let source): "there is no source “\(source.prefix(60))”"
    case .notSyncable(let source): "\(source) has no API to sync with; its conversations come by upload"
    case .busy(let source, let since): "\(source) is being synced\(since.map { " since \($0.iso8601)" } ?? "") already"
    case .early(_, let seconds): "the last sync is too near: \(SyncRefusal.left(seconds))"
    case .stopping: "the server is about to stop"
    case .failed(let why): "the sync could not begin: \(why)"
    }
  }

  /// “23 minutes left”; a minute that has begun counts.
  package static func left(_ seconds: Int64) -> String {
    let minutes = minutes(seconds)
    return "\(minutes) \(minutes == 1 ? "minute" : "minutes") left"
  }

  package static func minutes(_ seconds: Int64) -> Int { Int((seconds + 59) / 60) }
}
