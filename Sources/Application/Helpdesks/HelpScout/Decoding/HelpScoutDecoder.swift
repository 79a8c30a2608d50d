import CivilTime
import JSONReader
import Support
import Synchronization

/// Makes a record of a conversation and its entries: the same of the same, whatever was known before.
struct HelpScoutDecoder: Sendable {
  let source: String
  let directory: HelpScoutDirectory
  let observedAt: Instant
  /// Whether ratings are read from entries, because there is no report of them.
  let takesRatings: Bool
  private let strangers = HelpScoutStrangers()

  init(source: String, directory: HelpScoutDirectory, observedAt: Instant, takesRatings: Bool) {
    self.source = source
    self.directory = directory
    self.observedAt = observedAt
    self.takesRatings = takesRatings
  }

  /// Nothing but an empty delivery for drafts: nobody has written anything yet.
  func delivery(of json: JSONValue, _ threads: [JSONValue]) throws(JSONMismatch) -> Delivery {
    let people = HelpScoutPeople()
    let conversation = try HelpScoutConversation(json.root, naming: people)
    var delivery = Delivery()
    guard !conversation.isDraft else { return delivery }
    let decoded = decode(threads, of: conversation, naming: people, settingAside: &delivery.rejected)
    let history = HelpScoutHistory(
      conversation, decoded, of: source, in: directory, at: observedAt, takesRatings: takesRatings)
    // Where an entry could not be read, its events are not gone.
    let complete = delivery.rejected.isEmpty ? HelpScoutHistory.complete : []
    delivery.records = [
      Record(
        conversation: history.summary, events: history.events, complete: complete,
        payload: HelpScoutPayload.bytes(json, threads))
    ]
    delivery.notices = history.absorbed
    delivery.directory = history.strangers.filter(strangers.isNew)
    return delivery
  }

  private func decode(
    _ threads: [JSONValue], of conversation: HelpScoutConversation, naming people: HelpScoutPeople,
    settingAside rejected: inout [RejectedRow]
  ) -> [HelpScoutThread] {
    var decoded: [HelpScoutThread] = []
    decoded.reserveCapacity(threads.count)
    for (index, thread) in threads.enumerated() {
      do throws(JSONMismatch) {
        decoded.append(try HelpScoutThread(JSONField(thread, path: "thread"), naming: people))
      } catch {
        let place = thread["id"].value.flatMap { if case .number(let id) = $0 { id.text } else { nil } }
        rejected.append(
          RejectedRow(where: "\(conversation.name), thread \(place ?? "no. \(index + 1)")", why: error.description))
      }
    }
    return decoded
  }
}

/// Whom conversations named that no list has; each is told of once in a run.
private final class HelpScoutStrangers: Sendable {
  private let known = Mutex<Set<String>>([])

  func isNew(_ entry: DirectoryEntry) -> Bool {
    known.withLock { $0.insert("\(entry.kind) \(entry.id) \(entry.name)").inserted }
  }
}

extension HelpScoutHistory {
  /// How the conversation stands.
  var summary: Conversation {
    let holder = presentHolder
    let (id, name, email) = customer
    return Conversation(
      key: key(conversation.id), channel: opening == nil ? conversation.channel : .forum,
      subject: conversation.subject, customerID: id, customerName: name, customerEmail: email,
      companyID: conversation.company?.id, inbox: conversation.mailboxID.map(String.init), team: holder.team,
      assigneeID: holder.person, tags: conversation.tags, fields: fields,
      link: conversation.link ?? address, initiator: conversation.initiator, createdAt: conversation.createdAt,
      hasStates: true)
  }

  /// The notification of the forums that the conversation began with.
  private var opening: ForumMail? { threads.first { $0.kind == .customer }.flatMap { forum[$0.id] } }

  /// All mail of the forums has one sender; whose conversation it is, is whoever wrote the first post in it.
  private var customer: (id: String, name: String?, email: String?) {
    if let opening, let id = opening.identityKey { return (id, opening.displayName, nil) }
    let person = conversation.customer ?? threads.lazy.compactMap(\.customer).first
    guard let person else { return ("", nil, nil) }
    // “`{id}` alone in some payloads”: then the entries say who that is.
    let told = [person] + mentions(of: person)
    return (person.idText, told.lazy.map(\.name).first { !$0.isEmpty }, told.lazy.compactMap(\.address).first)
  }

  /// The same customer in other places of the conversation.
  private func mentions(of person: HelpScoutPerson) -> [HelpScoutPerson] {
    guard let id = person.id, person.name.isEmpty || person.address == nil else { return [] }
    let authors = ([conversation.author] + threads.map(\.author)).compactMap { $0 }.filter { $0.kind == .customer }
    return (threads.compactMap(\.customer) + authors).filter { $0.id == id }
  }

  private var fields: [String: String] {
    var fields: [String: String] = [:]
    for field in conversation.fields {
      fields[field.name] = field.label ?? directory.label(ofOption: field.value, field: field.id) ?? field.value
    }
    return fields
  }

  /// Where people open a conversation: `…/conversation/{id}/{number}`.
  private var address: String? {
    conversation.number.map { "https://secure.helpscout.net/conversation/\(conversation.id)/\($0)" }
  }

  /// Whom the conversation names and the lists do not, and the company it belongs to.
  var strangers: [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    func take(_ person: HelpScoutPerson?) {
      guard let entry = person.flatMap(directory.unlisted), !entries.contains(where: { $0.id == entry.id }) else {
        return
      }
      entries.append(entry)
    }
    for thread in threads { take(thread.author) }
    for thread in threads { if case .somebody(let person) = thread.holder { take(person) } }
    for person in [conversation.author, conversation.assignee, conversation.closer] { take(person) }
    if let company = conversation.company {
      entries.append(DirectoryEntry(.company, id: company.id, name: company.name))
    }
    return entries
  }
}
