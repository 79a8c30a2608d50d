internal import CivilTime
internal import Support

/// Who began a ticket.
///
/// The vendor names the requester, who is the customer even if an agent typed the ticket on the phone or asks as an agent
/// for something. Of a mail that an agent began only traces tell: Freshdesk's source, the activity of the creation, or a
/// reply of the very second that is all the ticket says.
struct FreshBeginning: Sendable {
  let author: Actor
  /// The opening message is the first reply: the description is empty, or says the same.
  let isInFirstReply: Bool

  /// A mail that goes out makes the ticket, and both stand in its activities within moments.
  private static let atOnce: Int64 = 60

  init(
    of ticket: FreshTicket, _ messages: [FreshMessage], _ activities: [FreshActivity]?, by cast: FreshCast,
    _ reading: FreshReading
  ) {
    let source = ticket.source ?? 0
    let isOutbound = FreshWords.isOutbound(source, of: reading.product)
    guard isOutbound || FreshWords.channel(source, of: reading.product) == .email else {
      (author, isInFirstReply) = (cast.customer, false)
      return
    }
    if let sender = Self.sender(of: ticket, messages, by: cast) {
      (author, isInFirstReply) = (sender, true)
      return
    }
    let creator = activities.flatMap { Self.creator(of: ticket, $0, by: cast) }
    (author, isInFirstReply) = (creator ?? (isOutbound ? .unnamedAgent : cast.customer), false)
  }

  private static func sender(of ticket: FreshTicket, _ messages: [FreshMessage], by cast: FreshCast) -> Actor? {
    let text = ticket.openingText
    guard let first = messages.min(by: { $0.createdAt < $1.createdAt }), first.createdAt == ticket.createdAt,
      !first.isIncoming, first.kind == .publicReply, text.isEmpty || text == first.text
    else { return nil }
    let author = cast.author(of: first)
    return author.kind == .agent ? author : nil
  }

  private static func creator(of ticket: FreshTicket, _ activities: [FreshActivity], by cast: FreshCast) -> Actor? {
    let creation = activities.first { $0.isCreation && $0.createdAt - ticket.createdAt <= atOnce }
    guard let creation, creation.actorID != ticket.requesterID else { return nil }
    let doer = cast.doer(of: creation)
    return doer.kind == .agent ? doer : nil
  }
}

extension FreshTicket {
  var openingText: String { FreshText.plain(html: description, text: descriptionText) }
}
