package import CivilTime
package import Fetching
package import Support

/// A help desk or chat that can be asked for its conversations. It knows the vendor's words and addresses; walking,
/// pacing, repeating, booking and resuming are the engine's.
package protocol Helpdesk: Sendable {
  /// The source's id in the settings: the beginning of every conversation's key.
  var source: String { get }
  /// As the settings call it, such as `helpscout`.
  var kind: String { get }
  var baseURL: String { get }
  var manners: any VendorManners { get }
  /// Sources with the same account share one rate budget. Never a secret.
  var account: String { get }
  /// What this source can tell at all, and why not otherwise.
  var supplies: [Supply: Provision] { get }
  /// What has to be walked, in this order; each pass has a cursor of its own.
  var passes: [SyncPass] { get }

  /// Reads what every page is decoded with: people, groups, inboxes, labels.
  func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession
  /// Tries the credentials and every scope that a sync needs; it throws nothing, because a failure is a finding.
  func test(_ calls: VendorCalls) async -> [ConnectionCheck]
  /// How much a first sync would have to fetch; cheap, a few calls at most.
  func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate
  /// The vendor's ids of the conversations that a webhook's call is about, once its signature is checked over the bytes
  /// as they came; empty for calls that concern none, such as the vendor's own trial. Refused unless a vendor says more.
  func conversations(toldBy call: WebhookCall) throws(WebhookRefusal) -> [String]
}

/// A help desk for the time of one run.
package protocol HelpdeskSession: Sendable {
  var directory: [DirectoryEntry] { get }
  var warnings: [String] { get }
  /// What the account may read of what figures need, and what not, as far as opening it has shown.
  var access: [Supply: SupplyAccess] { get }
  /// One page of a pass.
  ///
  /// - Parameters:
  ///   - position: where the page before said to go on; nothing at the beginning. It may come from an earlier process.
  ///   - start: when the walk began, the same for all of its pages, also after a resume.
  func page(of pass: SyncPass, reaching reach: Reach, at position: Position?, begunAt start: Instant) async throws
    -> Page
}

extension HelpdeskSession {
  package var access: [Supply: SupplyAccess] { [:] }
}

/// One list of the vendor's that is walked to its end and has a cursor of its own.
package struct SyncPass: Hashable, Sendable {
  package var name: String
  /// How far before the last walk's start the next one begins again, in seconds.
  package var overlap: Int64
  /// The account may lack the scope or the plan for it: then it is left out, with a warning.
  package var isOptional: Bool
  /// What the source cannot tell when it is left out.
  package var supplies: Set<Supply>
  /// The vendor's name for the permission that it needs, for refusals that do not say it.
  package var permission: String?
  /// A walk through everything meets every contact: one that it does not meet is asked after, and may be gone.
  package var listsContacts: Bool

  package init(
    _ name: String, overlap: Int64 = 600, isOptional: Bool = false, supplies: Set<Supply> = [],
    permission: String? = nil, listsContacts: Bool = false
  ) {
    self.name = name
    self.overlap = overlap
    self.isOptional = isOptional
    self.supplies = supplies
    self.permission = permission
    self.listsContacts = listsContacts
  }

  /// Why there is nothing of it.
  package func reason(_ error: VendorError) -> String { error.reason(forMissing: name, permission: permission) }
}

/// How far a walk reaches.
package enum Reach: Sendable, Equatable {
  /// Whatever was created or changed since: a first sync, and the re-reading of recent days.
  case everything(since: Instant)
  /// What changed since: the next sync.
  case changed(since: Instant)
  /// What was created or last changed in a span of time: `--date`.
  case window(from: Instant, to: Instant)
  /// These conversations, by the vendor's ids: after a webhook, and to find out what became of missing ones. A pass that
  /// cannot be asked so answers an empty page; only the first pass must. An id that the vendor no longer knows is
  /// answered by a notice that it is deleted, one that was merged by where it went.
  case only([String])
  /// The ids alone of what was created since, without further calls: `Page.identities`. Answered by the first pass.
  case identities(since: Instant)
}

/// Where a walk goes on: whatever the vendor's folder needs to know, as text. It is kept in the ledger and holds no
/// secret.
package struct Position: Hashable, Sendable {
  package var text: String

  package init(_ text: String) { self.text = text }
}

/// Some of what a pass lists.
package struct Page: Sendable {
  /// What was listed; each is completed by further calls where it needs any, many at a time.
  package var items: [Item]
  /// Nothing at the end of the pass.
  package var next: Position?
  /// How many the whole walk will list, where the vendor says so.
  package var total: Int?
  /// With the reach `identities`: the vendor's ids of the conversations on this page.
  package var identities: [String]
  /// What the list itself already told.
  package var delivery: Delivery

  package init(
    items: [Item] = [], next: Position? = nil, total: Int? = nil, identities: [String] = [],
    delivery: Delivery = Delivery()
  ) {
    self.items = items
    self.next = next
    self.total = total
    self.identities = identities
    self.delivery = delivery
  }
}

/// Something listed that becomes records.
package struct Item: Sendable {
  /// For messages about it: “ticket 1042”.
  package var name: String
  /// How many conversations are brought by the same calls, and lost together when one of these is refused.
  package var holds: Int
  /// Makes the calls that are still needed, and decodes. A `VendorError` with the remedy `skip`, a `JSONMismatch` or a
  /// `BadRecord` costs this item only: it is set aside with the reason.
  package var bring: @Sendable () async throws -> Delivery

  package init(_ name: String, holds: Int = 1, bring: @escaping @Sendable () async throws -> Delivery) {
    self.name = name
    self.holds = holds
    self.bring = bring
  }
}

/// Whether an account may read something, as the vendor answered.
package enum SupplyAccess: Sendable, Equatable {
  case granted
  /// Not, because of this.
  case withheld(String)

  package var reason: String? { if case .withheld(let why) = self { why } else { nil } }
}

extension VendorError {
  /// “its owners cannot be read: the token lacks the scope crm.objects.owners.read”.
  ///
  /// - Parameter permission: the vendor's name for what is needed, for refusals that do not say it.
  func reason(forMissing what: String, permission: String?) -> String {
    let needed = permission.flatMap { cause.contains($0) ? nil : "; it needs the permission \($0)" } ?? ""
    return "its \(what) cannot be read: \(cause)\(needed)"
  }
}

/// What came of a page or an item.
package struct Delivery: Sendable, Equatable {
  package var records: [Record] = []
  package var notices: [Notice] = []
  package var directory: [DirectoryEntry] = []
  /// Contacts that the vendor has no more, by its ids.
  package var forgottenContacts: [String] = []
  package var rejected: [RejectedRow] = []
  package var warnings: [String] = []
  /// What of all this the account turned out to be allowed to read, or not.
  package var access: [Supply: SupplyAccess] = [:]

  package init(
    records: [Record] = [], notices: [Notice] = [], directory: [DirectoryEntry] = [],
    forgottenContacts: [String] = [], rejected: [RejectedRow] = [],
    warnings: [String] = [], access: [Supply: SupplyAccess] = [:]
  ) {
    self.records = records
    self.notices = notices
    self.directory = directory
    self.forgottenContacts = forgottenContacts
    self.rejected = rejected
    self.warnings = warnings
    self.access = access
  }
}

/// What a vendor sent cannot be a conversation: why, without a customer's words.
package struct BadRecord: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ why: String) { description = why }
}
