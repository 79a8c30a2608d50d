import CivilTime
import Fetching
import HTTPClient
import Helpdesks
import JSONReader
import Support
import Synchronization
import VendorDoubles

private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// What one walk through all passes of a help desk brings, as the engine would book it.
struct Haul: Sendable {
  /// The last record of each conversation, by the vendor's id.
  var records: [String: Record] = [:]
  /// How often records came, repeated ones too.
  var count = 0
  var notices: [Notice] = []
  var directory: [DirectoryEntry] = []
  var identities: [String] = []
  var setAside: [String] = []
  var warnings: [String] = []
  var tally = CallTally()

  mutating func take(_ delivery: Delivery) {
    for record in delivery.records { records[record.conversation.key.vendorID] = record }
    count += delivery.records.count
    notices += delivery.notices
    directory += delivery.directory
    setAside += delivery.rejected.map { "\($0.where): \($0.why)" }
    for warning in delivery.warnings where !warnings.contains(warning) { warnings.append(warning) }
  }
}

/// Walks a help desk without an engine: list, complete, gather.
struct VendorWalk: Sendable {
  let desk: any Helpdesk
  let calls: VendorCalls

  /// No pause is waited for longer than a moment, unless a test wants to know.
  init(_ desk: any Helpdesk, patience: Patience = .eager, pacemaker: Pacemaker = .hasty) throws {
    self.desk = desk
    calls = VendorCalls(
      to: desk.baseURL, manners: desk.manners,
      budget: Budget(paces: desk.manners.paces, pacemaker: pacemaker), sender: try client.get(), patience: patience,
      pacemaker: pacemaker)
  }

  /// - Parameters:
  ///   - passes: all of them unless named.
  ///   - page: called after each page was listed: what happens at the vendor's meanwhile.
  func walk(
    _ reach: Reach, at now: Instant, passes: [String]? = nil, from position: Position? = nil,
    page: @Sendable (Page) async throws -> Void = { _ in }
  ) async throws -> Haul {
    var haul = Haul()
    let session = try await desk.open(calls, at: now)
    haul.directory = session.directory
    haul.warnings = session.warnings
    for pass in desk.passes where passes?.contains(pass.name) ?? true {
      var position = position
      repeat {
        let listed = try await session.page(of: pass, reaching: reach, at: position, begunAt: now)
        haul.identities += listed.identities
        haul.take(listed.delivery)
        for result in try await calls.each(listed.items, { item in try await VendorWalk.bring(item) }) {
          switch result {
          case .success(let delivery): haul.take(delivery)
          case .failure(let why): haul.setAside.append(why.text)
          }
        }
        try await page(listed)
        position = listed.next
      } while position != nil
    }
    haul.tally = calls.tally
    return haul
  }

  private struct SetAsideItem: Error {
    let text: String
  }

  private static func bring(_ item: Item) async throws -> Result<Delivery, SetAsideItem> {
    do {
      return .success(try await item.bring())
    } catch let error as VendorError where error.remedy == .skip {
      return .failure(SetAsideItem(text: "\(item.name): \(error)"))
    } catch let error as JSONMismatch {
      return .failure(SetAsideItem(text: "\(item.name): \(error)"))
    } catch let error as BadRecord {
      return .failure(SetAsideItem(text: "\(item.name): \(error)"))
    }
  }
}

extension Patience {
  static let eager: Patience = {
    var patience = Patience()
    patience.attempts = 6
    patience.firstPause = 0.001
    patience.longestPause = 0.005
    return patience
  }()
}

extension Pacemaker {
  /// Time flies a thousand times faster than on a clock on the wall.
  static let hasty = Pacemaker(
    now: { Pacemaker.real.now() * 1_000 }, sleep: { try await Pacemaker.real.sleep($0 / 1_000) },
    chance: { Pacemaker.real.chance() })

  /// Time passes only while somebody waits.
  static func still() -> Pacemaker {
    let time = Mutex(0.0)
    return Pacemaker(
      now: { time.withLock { $0 } }, sleep: { seconds in time.withLock { $0 += seconds } }, chance: { 0.5 })
  }
}
