import CivilTime
import Fetching
import Helpdesks
import Support
import Warehouse

extension SyncWork {
  /// Contacts that a list leaves out because they are archived may be many, and are known as such: so many of them are
  /// asked after at a time, and others the next day.
  private static let mostHidden = 200

  /// Asks after the contacts that a walk through everything has not met. Whoever is gone is forgotten.
  func askAfterMissingContacts(_ pass: SyncPass, _ session: any HelpdeskSession) async throws {
    guard let met = takeContactsMet() else { return }
    let known = try await sync.ledger.directory(of: source, kind: .contact)
    let missing = known.filter { !met.contains($0.id) }
    guard !looksLikeALostPermission(missing: missing.count, of: known.count) else {
      return warn(
        "\(missing.count) of \(known.count) known contacts are not listed any more; that looks like a lost permission, so "
          + "none was forgotten: check what the account may see")
    }
    let hidden = missing.filter { !$0.isActive }.map(\.id).sorted()
    try await probe(missing.filter(\.isActive).map(\.id).sorted() + todays(hidden), pass, session)
  }

  private func takeContactsMet() -> Set<String>? {
    var met: Set<String>?
    change {
      met = $0.contactsMet
      $0.contactsMet = nil
    }
    return met
  }

  /// All come to their turn, a piece a day.
  private func todays(_ ids: [String]) -> [String] {
    guard ids.count > SyncWork.mostHidden else { return ids }
    let pieces = (ids.count + SyncWork.mostHidden - 1) / SyncWork.mostHidden
    let start = Int(sync.zone.day(of: begunAt).number) % pieces * SyncWork.mostHidden
    return Array(ids[start..<min(start + SyncWork.mostHidden, ids.count)])
  }
}
