internal import CivilTime

/// Makes up one tale, beat by beat, as its people might have lived it.
struct Narrator {
  /// What all tales of a story have in common.
  struct Setting: Sendable {
    let cast: Cast
    let inbox: Tale.Inbox
    let rota: Rota
    let telling: Range<Instant>
  }

  /// How long a tale stays solved before the help desk closes it.
  static let gracePeriod: Int64 = 3 * 86_400

  let setting: Setting
  let channel: Tale.Channel
  let customer: Customer
  let product: Product
  let book: Phrasebook
  /// What it is about: what the customer asks and what the company answers.
  let exchange: Exchange
  let category: String
  var subject: String
  var slots: Slots
  var now: Instant
  private(set) var beats: [Beat] = []
  private(set) var standing = Tale.Standing()
  /// What the customer has not said yet.
  var details: [String]
  var followUps: [Exchange]
  /// Who last spoke for the company.
  var lastPerson: Staff?
  /// The second tale of a customer who wrote twice.
  var duplicate: Tale?
  private var closesAt: Instant?

  init(at opening: Instant, _ channel: Tale.Channel, in setting: Setting, _ chance: inout Chance) {
    self.setting = setting
    self.channel = channel
    now = opening
    customer = Narrator.customer(of: channel, in: setting.cast, &chance)
    product = chance.pick(setting.cast.products)
    let language = [Language.english, .german, .spanish][chance.index(weights: [84, 10, 6])]
    book = Phrasebook.of(language)
    let subjects = Narrator.subjects(in: language, about: product)
    let subject = chance.pick(subjects)
    category = subject.category
    exchange = chance.pick(subject.topic.exchanges)
    details = subject.topic.details
    followUps = book.followUps
    slots = Slots(product: product.name, &chance)
    slots.meet(customer: customer.firstName)
    self.subject = shortened(slots.fill(exchange.question))
  }

  private static func customer(of channel: Tale.Channel, in cast: Cast, _ chance: inout Chance) -> Customer {
    if channel == .forum { return chance.pick(cast.customers.filter { $0.email == nil }) }
    let isEmployed = chance.happens(55)
    return chance.pick(cast.customers.filter { $0.email != nil && ($0.companyID != nil) == isEmployed })
  }

  private static func subjects(in language: Language, about product: Product) -> [(category: String, topic: Topic)] {
    let all: [(category: String, topic: Topic)] =
      language == .english
      ? Phrasebook.shopTopics.map { ("Product", $0) } + Phrasebook.moneyTopics.map { ("Billing", $0) }
        + Phrasebook.technicalTopics.map { ("Technical", $0) }
      : Phrasebook.of(language).topics.map { ("Product", $0) }
    return all.filter { $0.topic.product == nil || $0.topic.product == product.name }
  }
}

extension Narrator {
  mutating func tell(_ chance: inout Chance) {
    switch channel {
    case .email, .phone, .portal: tellTicket(&chance)
    case .chat: tellChat(&chance)
    case .forum: tellForum(&chance)
    case .directMessage: tellDirectMessages(&chance)
    }
    closeWhatIsSolved(before: setting.telling.upperBound)
  }

  /// Nothing when the whole of it lies after the end.
  func tale(number: Int, _ chance: inout Chance) -> Tale? {
    let priority = [Tale.Priority.low, .medium, .high, .urgent][chance.index(weights: [20, 50, 22, 8])]
    guard !beats.isEmpty else { return nil }
    return Tale(
      number: number, channel: channel, inbox: setting.inbox, subject: subject, customerID: customer.id,
      product: product, priority: priority, type: chance.happens(70) ? "Incident" : "Service Request",
      category: category, beats: beats)
  }
}

// MARK: Beats

extension Narrator {
  /// Times lie whole seconds apart, so that their order never depends on the order of rows.
  mutating func pause(_ seconds: Int) { now = now + Int64(max(1, seconds)) }

  mutating func happen(_ deed: Beat.Deed, by doer: Beat.Doer) {
    closeWhatIsSolved(before: now)
    if let last = beats.last, last.at >= now { now = last.at + 1 }
    append(Beat(at: now, by: doer, deed))
  }

  private mutating func append(_ beat: Beat) {
    guard beat.at < setting.telling.upperBound else { return }
    beats.append(beat)
    standing.take(beat)
    switch beat.deed {
    case .solved: closesAt = beat.at + Narrator.gracePeriod
    case .closed, .reopened, .merged, .deleted, .markedSpam: closesAt = nil
    default: break
    }
  }

  private mutating func closeWhatIsSolved(before instant: Instant) {
    guard let closing = closesAt, closing < instant else { return }
    append(Beat(at: closing, by: .automation, .closed))
    closesAt = nil
  }

  mutating func say(_ doer: Beat.Doer, _ template: String) { happen(.message(slots.fill(template)), by: doer) }

  /// Reopens what was done, as help desks do.
  mutating func customerSays(_ template: String, as author: Customer? = nil) {
    let doer = Beat.Doer.customer((author ?? customer).id)
    closeWhatIsSolved(before: now)
    let status = standing.status
    say(doer, template)
    guard channel != .directMessage else { return }
    if status == .solved || status == .closed { happen(.reopened, by: doer) }
    if status == .pending { happen(.resumed, by: doer) }
  }

  mutating func meet(_ person: Staff) {
    slots.meet(person.firstName)
    lastPerson = person
  }
}

/// The first words, as a subject line.
func shortened(_ text: String, to most: Int = 60) -> String {
  guard text.count > most else { return text }
  let cut = text.prefix(most)
  return String(cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]) + "…"
}
