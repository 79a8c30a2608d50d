import CivilTime
import Support

/// Turns a thread into events by one walk in the order of time.
///
/// People are present from when the system says that they joined, or else from their first answer; who came last holds
/// the chat. What only follows from other things is marked as inferred.
struct LiveChatHistory {
  let thread: LiveChatThread
  let cast: LiveChatCast
  private let observedAt: Instant

  private(set) var events: [Event] = []
  /// Human agents in the chat, in the order in which they came.
  private var present: [Actor] = []
  private(set) var lastHolder: Actor?
  private(set) var holder: Actor?
  private var hasPerson = false
  /// What a bot said last, and what the customer asked after that.
  private var botSaid: (actor: Actor, event: LiveChatEvent)?
  private var askedAfterBot: LiveChatEvent?

  var joinIsTold = false
  var teamIsTold = false
  var handOffIsTold = false
  var closeIsTold = false
  var rating = LiveChatRating()

  init(of thread: LiveChatThread, knowing people: LiveChatPeople, observedAt: Instant) {
    self.thread = thread
    self.observedAt = observedAt
    cast = LiveChatCast(of: thread, knowing: people)
    rating = LiveChatRating(of: thread)
    add("created", at: thread.createdAt, 0, by: cast.customer, .state(.open))
    for event in thread.events { take(event) }
    addWhatIsToldElsewhere()
  }

  private mutating func take(_ event: LiveChatEvent) {
    switch event.content {
    case .message(let text): speak(event, text)
    case .filledForm(let form): fill(event, form)
    case .form(let form):
      let kind: MessageKind = form.kind == .after ? .survey : .systemText
      add(event, by: cast.author(event.authorID), .message(kind), text: form.text)
    case .system(let message): take(message, event)
    case .nothing: break
    }
  }

  private mutating func speak(_ event: LiveChatEvent, _ text: String?) {
    let author = cast.author(event.authorID)
    let isFromCustomer = author.kind == .customer
    if event.isPrivate, !isFromCustomer {
      add(event, by: author, .message(.privateNote), text: text)
    } else if event.isAutomatic, !isFromCustomer {
      add(event, by: author, .message(.autoReply), text: text)
    } else {
      if author.kind == .agent { arrive(author, event, isTold: false) }
      add(event, by: author, .message(.publicReply), text: text)
      heard(author, event)
    }
  }

  private mutating func heard(_ author: Actor, _ event: LiveChatEvent) {
    switch author.kind {
    case .bot: (botSaid, askedAfterBot) = ((author, event), nil)
    case .customer: askedAfterBot = askedAfterBot ?? event
    default: break
    }
  }

  /// A form before the chat is the customer's message only where nothing else is: elsewhere the clocks would start with
  /// a name and an address.
  private mutating func fill(_ event: LiveChatEvent, _ form: LiveChatForm) {
    let kind: MessageKind =
      switch form.kind {
      case .after: .survey
      case .message: .publicReply
      case .before: customerWrites ? .systemText : .publicReply
      }
    let author = cast.author(event.authorID)
    add(event, by: author, .message(author.kind == .agent ? .systemText : kind), text: form.text)
  }

  private var customerWrites: Bool {
    thread.events.contains { event in
      guard case .message = event.content else { return false }
      return cast.author(event.authorID).kind == .customer
    }
  }
}

extension LiveChatHistory {
  /// Somebody is in the chat from here on. Bots come and go unseen: nobody waits for them.
  mutating func arrive(_ actor: Actor, _ event: LiveChatEvent, isTold: Bool) {
    guard actor.kind == .agent, !present.contains(actor) else { return }
    inferHandOff()
    hasPerson = true
    present.append(actor)
    hold(actor, event, isTold: isTold, by: isTold ? nil : actor)
  }

  mutating func leave(_ actor: Actor, _ event: LiveChatEvent) {
    present.removeAll { $0 == actor }
    if holder == actor { hold(present.last, event, isTold: true) }
  }

  mutating func leaveAll(_ event: LiveChatEvent) {
    present = []
    if holder != nil { hold(nil, event, isTold: true) }
  }

  /// The chat goes over to one person, and those who had it are out.
  mutating func handOver(to actor: Actor, _ event: LiveChatEvent, by initiator: Actor?) {
    guard actor.kind == .agent else { return }
    hasPerson = true
    present = [actor]
    if holder != actor { hold(actor, event, isTold: true, by: initiator) }
  }

  private mutating func hold(_ actor: Actor?, _ event: LiveChatEvent, isTold: Bool, by: Actor? = nil) {
    holder = actor
    lastHolder = actor ?? lastHolder
    add(
      "assigned:\(event.id)", at: event.at, event.number, by: by ?? LiveChatCast.system,
      .assignment(personID: actor?.id), isInferred: !isTold)
  }

  /// Whether only bots have answered so far.
  var isWithBot: Bool { botSaid != nil && !hasPerson }

  mutating func noteHandOff(_ event: LiveChatEvent, by bot: Actor?) {
    handOffIsTold = true
    add("handoff:\(event.id)", at: event.at, event.number, by: bot ?? botSaid?.actor ?? LiveChatCast.routing, .handOff)
  }

  /// Where no message tells of it, a bot has handed over when the customer asked on and a person came.
  mutating func inferHandOff() {
    guard !handOffIsTold, isWithBot, let botSaid else { return }
    handOffIsTold = true
    let event = askedAfterBot ?? botSaid.event
    add("handoff", at: event.at, event.number, by: botSaid.actor, .handOff, isInferred: true)
  }

  var firstPerson: Actor? {
    events.first { $0.actor.kind == .agent && $0.happening == .message(.publicReply) }?.actor
  }

  mutating func add(
    _ event: LiveChatEvent, by actor: Actor, _ happening: Happening, text: String? = nil
  ) {
    add("event:\(event.id)", at: event.at, event.number, by: actor, happening, text: text)
  }

  mutating func add(
    _ id: String, at instant: Instant, _ sequence: Int, by actor: Actor, _ happening: Happening, text: String? = nil,
    isInferred: Bool = false
  ) {
    events.append(
      Event(
        id: id, occurredAt: instant, observedAt: observedAt, sequence: sequence, actor: actor, happening: happening,
        text: text, isInferred: isInferred))
  }
}
