import CivilTime
import Encoding
import Runtime
import Sealing

/// Secrets between a test and what follows it: a form cannot bring them back, because no page shows them. They are kept in
/// memory, for whoever entered them, and not for long.
struct DraftShelf {
  struct Kept {
    var secrets: [String: Secret]
    /// Where they were to be sent.
    var receiver: String?
    fileprivate var owner: String
    fileprivate var until: Instant
  }

  private static let seconds: Int64 = 1_800
  private static let most = 100
  private var kept: [String: Kept] = [:]

  /// Answers the name under which they are found again.
  mutating func keep(_ secrets: [String: Secret], for receiver: String?, of owner: String, at now: Instant) throws
    -> String
  {
    kept = kept.filter { $0.value.until > now }
    if kept.count >= DraftShelf.most, let oldest = kept.min(by: { $0.value.until < $1.value.until }) {
      kept[oldest.key] = nil
    }
    let name = Hex.encode(try RandomBytes.make(16))
    kept[name] = Kept(secrets: secrets, receiver: receiver, owner: owner, until: now + DraftShelf.seconds)
    return name
  }

  func find(_ name: String, of owner: String, at now: Instant) -> Kept? {
    kept[name].flatMap { $0.owner == owner && $0.until > now ? $0 : nil }
  }

  mutating func forget(_ name: String) { kept[name] = nil }
}
