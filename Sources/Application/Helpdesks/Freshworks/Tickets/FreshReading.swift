internal import CivilTime
internal import JSONReader
internal import Support

/// How the tickets of one account are read, for the time of one run.
struct FreshReading: Sendable {
  var source: String
  var product: Freshworks.Product
  var directory: FreshDirectory
  var statuses: FreshStatuses
  var hasWorkspaces: Bool
  /// Where people open the account: `https://acme.freshservice.com`.
  var address: String
  var observedAt: Instant

  init(_ configuration: Freshworks.Configuration, _ opening: FreshOpening, at now: Instant) {
    source = configuration.source
    product = configuration.product
    directory = opening.directory
    statuses = opening.statuses
    hasWorkspaces = opening.hasWorkspaces
    let base = configuration.baseURL
    address = base.firstRange(of: "/api/").map { String(base[..<$0.lowerBound]) } ?? base
    observedAt = now
  }

  func key(_ id: String) -> ConversationKey { ConversationKey(source: source, vendorID: id) }

  func conversation(_ ticket: FreshTicket, _ cast: FreshCast, _ beginning: FreshBeginning) -> Conversation {
    let customer = cast.customer
    let source = ticket.source ?? 0
    return Conversation(
      key: key(ticket.id), channel: FreshWords.channel(source, of: product), subject: ticket.subject,
      customerID: customer.id, customerName: customer.name.isEmpty ? nil : customer.name,
      customerEmail: cast.requester?.email, companyID: ticket.companyID ?? cast.requester?.companies.first,
      inbox: hasWorkspaces ? ticket.workspaceID : nil, team: ticket.groupID, assigneeID: ticket.responderID,
      priority: ticket.priority.map(FreshWords.priority), type: ticket.type, category: ticket.category,
      tags: ticket.tags, fields: fields(ticket), link: "\(address)/a/tickets/\(ticket.id)",
      initiator: beginning.author.kind == .agent ? .agent : FreshWords.initiator(source, of: product),
      createdAt: ticket.createdAt, hasStates: true)
  }

  /// Custom fields by the labels of the ticket form, and what else a ticket says of itself. Whether a target was missed
  /// is not among it: those flags turn without a change of the ticket, and follow from the times that are.
  private func fields(_ ticket: FreshTicket) -> [String: String] {
    var fields: [String: String] = [:]
    for field in ticket.customFields { fields[directory.labels[field.name] ?? field.name] = field.value }
    fields["Sub-category"] = ticket.subCategory
    fields["Item category"] = ticket.itemCategory
    fields["Urgency"] = ticket.urgency.map(FreshWords.level)
    fields["Impact"] = ticket.impact.map(FreshWords.level)
    fields["First reply due by"] = ticket.firstReplyDueBy?.iso8601
    fields["Due by"] = ticket.dueBy?.iso8601
    return fields
  }
}
