import Support

/// What a message counts as, in one small number.
enum MessageCode: UInt8, CaseIterable {
  /// `customerNoise`: a customer's message that a machine sent.
  case customer, customerNoise, reply, turn, autoReply, bot, privateNote, publicNote, foreignNote, service, unknown,
    excludedReply

  init(_ message: Message, beginsTurn: Bool) {
    if message.role != .customer, message.actor.kind == .customer {
      self = .customerNoise
      return
    }
    self =
      switch message.role {
      case .customer: .customer
      case .reply: beginsTurn ? .turn : .reply
      case .autoReply: .autoReply
      case .bot: .bot
      case .note: message.isPrivateNote ? .privateNote : message.actor.isPerson ? .publicNote : .foreignNote
      case .service: .service
      case .unknown: .unknown
      case .excludedReply: .excludedReply
      }
  }
}

extension Message {
  /// Written by a customer, or by a customer's machine.
  var isCustomers: Bool { role == .customer || actor.kind == .customer }
}

struct WaitFlags: OptionSet {
  var rawValue: UInt8

  static let answered = WaitFlags(rawValue: 1)
  static let open = WaitFlags(rawValue: 2)
  static let isFirst = WaitFlags(rawValue: 4)
  static let isFirstOfEpisode = WaitFlags(rawValue: 8)
  static let isAfterDone = WaitFlags(rawValue: 16)
  /// The customer's message brought the conversation back (M18).
  static let reopens = WaitFlags(rawValue: 32)
}

extension WaitFlags {
  init(_ wait: Wait, isFirst: Bool, reopens: Bool) {
    self = []
    switch wait.end {
    case .answered: insert(.answered)
    case .unanswered: break
    case .open: insert(.open)
    }
    if isFirst { insert(.isFirst) }
    if wait.isFirstOfEpisode { insert(.isFirstOfEpisode) }
    if wait.isAfterDone { insert(.isAfterDone) }
    if reopens { insert(.reopens) }
  }
}

struct ClosingFlags: OptionSet {
  var rawValue: UInt8

  static let isFirst = ClosingFlags(rawValue: 1)
  /// The source told who closed it.
  static let isCloserTold = ClosingFlags(rawValue: 2)
  static let isByPerson = ClosingFlags(rawValue: 4)
  static let isInferred = ClosingFlags(rawValue: 8)
  static let isWithoutReply = ClosingFlags(rawValue: 16)
  static let isByAutomation = ClosingFlags(rawValue: 32)
  /// The conversation was done once only. Not packed, found when facts are loaded, like the next.
  static let isOnly = ClosingFlags(rawValue: 64)
  /// It was not done a second time within what any zone calls one day.
  static let isOnlyOfItsDay = ClosingFlags(rawValue: 128)
  /// The source tells who held it when. Only of what there was up to a closing, which needs not know the two above.
  static let tellsAssignments = ClosingFlags(rawValue: 64)
}

extension ClosingFlags {
  init(_ closing: Closing?, isFirst: Bool) {
    self = isFirst ? .isFirst : []
    guard let closing else { return }
    switch closing.closer {
    case .person(_, let isTold):
      insert(.isByPerson)
      if isTold { insert(.isCloserTold) }
    case .customer: insert(.isCloserTold)
    case .automation: insert([.isCloserTold, .isByAutomation])
    case .nobody: break
    }
    if closing.isInferred { insert(.isInferred) }
    if closing.isWithoutReply { insert(.isWithoutReply) }
  }
}
