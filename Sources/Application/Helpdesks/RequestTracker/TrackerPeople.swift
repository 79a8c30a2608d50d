import Fetching
import JSONReader

/// Asks for each person once a run, when somebody first needs to know.
actor TrackerPeople {
  private let calls: VendorCalls
  private var known: [String: TrackerPerson] = [TrackerPerson.system.name: .system]
  private var numbers: [String: String] = [:]
  private var asked: [String: Task<TrackerPerson, any Error>] = [:]

  init(_ calls: VendorCalls) { self.calls = calls }

  /// People by name, and some of whom histories only tell the number.
  func crowd(names: Set<String>, numbers: Set<String>) async throws -> TrackerCrowd {
    var people: [TrackerPerson] = []
    for name in names.sorted() where known[name] == nil { ask(name) }
    for name in names.sorted() { people.append(try await person(name)) }
    for number in numbers.sorted() { people.append(try await person(numbered: number)) }
    return TrackerCrowd(people)
  }

  private func person(_ name: String) async throws -> TrackerPerson {
    if let known = known[name] { return known }
    var person = try await answer(to: name)
    // A name of nothing but digits is taken for a number, and brings somebody else.
    if person.name != name { person = TrackerPerson(name: name) }
    keep(person)
    return person
  }

  private func person(numbered number: String) async throws -> TrackerPerson {
    if let known = known(numbered: number) { return known }
    var person = try await answer(to: number)
    // “A user's id is the name; 6 = Nobody here, look it up”: a server that knows users by name alone tells Nobody's number
    // when it is asked for Nobody.
    if person.isUnknown {
      _ = try await self.person(TrackerPerson.nobodyName)
      if let known = known(numbered: number) { return known }
    }
    person.number = number
    keep(person)
    return person
  }

  private func known(numbered number: String) -> TrackerPerson? { numbers[number].flatMap { known[$0] } }

  private func keep(_ person: TrackerPerson) {
    known[person.name] = person
    if let number = person.number { numbers[number] = person.name }
  }

  /// Waits for what somebody asked, or asks. Who failed is asked for again.
  private func answer(to reference: String) async throws -> TrackerPerson {
    let task = ask(reference)
    do {
      let person = try await task.value
      asked[reference] = nil
      return person
    } catch {
      asked[reference] = nil
      throw error
    }
  }

  @discardableResult
  private func ask(_ reference: String) -> Task<TrackerPerson, any Error> {
    if let task = asked[reference] { return task }
    let calls = calls
    let task = Task { try await TrackerPeople.fetch(reference, calls) }
    asked[reference] = task
    return task
  }

  /// Who is not there any more, or not to be seen, is somebody of whom only the name is known.
  private static func fetch(_ reference: String, _ calls: VendorCalls) async throws -> TrackerPerson {
    let request = VendorRequest("GET", "/user/\(percentEncoded(reference))", to: "read a user", accepts: [403, 404])
    let answer = try await calls.send(request)
    guard answer.status == 200 else { return TrackerPerson(name: reference) }
    return TrackerPerson(answer.json, called: reference)
  }
}
