package import CivilTime
package import Fetching
package import Support

/// Freshservice, and Freshdesk where it differs.
package struct Freshworks: Helpdesk {
  package enum Product: String, Sendable, CaseIterable {
    case freshservice, freshdesk

    /// As people call it.
    package var name: String { self == .freshservice ? "Freshservice" : "Freshdesk" }
  }

  package struct Configuration: Sendable {
    package var source: String
    package var product: Product
    /// With the version path: `https://acme.freshservice.com/api/v2`.
    package var baseURL: String
    package var apiKey: String
    /// Only this group's tickets are kept.
    package var groupID: String?
    /// What the numbers of statuses mean that the account added; they go before what their labels seem to say.
    package var statuses: [Int: ConversationState]
    /// So many calls a run may go into tickets' activities, which tell who closed what.
    package var activityBudget: Int

    package init(
      source: String, product: Product, baseURL: String, apiKey: String, groupID: String? = nil,
      statuses: [Int: ConversationState] = [:], activityBudget: Int = 20_000
    ) {
      self.source = source
      self.product = product
      self.baseURL = baseURL
      self.apiKey = apiKey
      self.groupID = groupID
      self.statuses = statuses
      self.activityBudget = activityBudget
    }
  }

  package let configuration: Configuration
  private let ownManners: FreshManners

  package init(_ configuration: Configuration) {
    self.configuration = configuration
    ownManners = FreshManners(product: configuration.product, apiKey: configuration.apiKey)
  }

  package var source: String { configuration.source }
  package var kind: String { configuration.product.rawValue }
  package var baseURL: String { configuration.baseURL }
  package var manners: any VendorManners { ownManners }
  /// The limits are the account's, whichever key is used.
  package var account: String { configuration.baseURL }

  package var supplies: [Supply: Provision] { configuration.product.supplied }

  package func open(_ calls: VendorCalls, at now: Instant) async throws -> any HelpdeskSession {
    let api = FreshAPI(calls: calls, product: configuration.product)
    let opening = try await FreshOpening.read(api, for: configuration)
    return FreshSession(api, opening, configuration, at: now)
  }
}

extension Freshworks.Product {
  /// What it can tell, known before one is connected.
  package var supplied: [Supply: Provision] {
    let isService = self == .freshservice
    let noHistory = "Freshdesk shows no history of a ticket, only the last times of its states"
    return [
      .messages: .full, .privateNotes: .full, .ratings: .full, .timeEntries: .full, .companies: .full,
      .deletions: .full,
      .stateHistory: isService
        ? .partial("from activities, within their budget of calls; else the last times of a ticket's states")
        : .partial(noHistory),
      .closer: isService
        ? .partial("from activities, within their budget of calls; else the responder") : .partial("the responder"),
      .assignments: isService
        ? .partial("from activities, within their budget of calls; else the present responder") : .partial(noHistory),
      .tagHistory: .none("\(name) shows only a ticket's present tags"),
      .surveys: .none("\(name) does not tell when a survey was sent"),
      .queue: .none("\(name) tickets do not wait in a queue"),
    ]
  }
}

// MARK: Passes

extension SyncPass {
  // Deleted and spam tickets never appear in the default view, so they have walks and cursors of their own.
  static let freshTickets = SyncPass("tickets")
  static let freshSpam = SyncPass("spam", isOptional: true)
  static let freshDeleted = SyncPass("deleted", isOptional: true, supplies: [.deletions])
  static let freshRatings = SyncPass("ratings", isOptional: true)
  static let freshCompanies = SyncPass("companies", isOptional: true, supplies: [.companies])
}

extension Freshworks {
  package var passes: [SyncPass] { [.freshTickets, .freshSpam, .freshDeleted, .freshRatings, .freshCompanies] }
}
