import Fetching
import JSONReader

/// Tries every permission that a sync wants.
struct HubSpotTrial: Sendable {
  private let calls: VendorCalls

  init(_ calls: VendorCalls) { self.calls = calls }

  /// What is tried, the scope for it, and what is missing without it; nothing when there is no sync without it.
  private struct Trial: Sendable {
    var name: String
    var scope: String
    var loss: String?
    var request: VendorRequest
  }

  private static let trials = [
    Trial(
      name: "Read tickets", scope: "tickets",
      request: HubSpotRequest.tickets(HubSpotProperties(only: ["createdate"]), limit: 1, associated: false)),
    Trial(
      name: "Search tickets", scope: "tickets",
      request: HubSpotSearchPlace(.changed, from: .longAgo).request(until: nil, limit: 1)),
    Trial(name: "Read pipelines", scope: "tickets", request: HubSpotRequest.pipelines),
    Trial(
      name: "Read owners", scope: "crm.objects.owners.read", loss: "people are shown by number",
      request: HubSpotRequest.owners(archived: false, limit: 1)),
    Trial(
      name: "Read ticket properties", scope: "crm.schemas.tickets.read",
      loss: "the account's own properties are left out, and choices are shown by their internal names",
      request: HubSpotRequest.ticketProperties),
    Trial(
      name: "Read conversations", scope: "conversations.read",
      loss: "there are no messages, so neither replies nor response times are available",
      request: HubSpotRequest.threads(after: nil, limit: 1)),
    Trial(
      name: "Read contacts", scope: "crm.objects.contacts.read", loss: "customers are shown by number",
      request: HubSpotRequest.records(of: "contacts", ["1"], ["email"])),
    Trial(
      name: "Read whom tickets belong to", scope: "crm.objects.contacts.read", loss: withoutClients,
      request: HubSpotRequest.associations(of: ["1"], with: "contacts")),
    Trial(
      name: "Read which companies tickets belong to", scope: "crm.objects.companies.read", loss: withoutClients,
      request: HubSpotRequest.associations(of: ["1"], with: "companies")),
    Trial(
      name: "Read companies", scope: "crm.objects.companies.read", loss: "companies are shown by number",
      request: HubSpotRequest.records(of: "companies", ["1"], ["name"])),
  ]

  private static let withoutClients = "whose a ticket is nobody can tell, so nothing is available by clients"

  func checks() async -> [ConnectionCheck] {
    let first = HubSpotTrial.trials[0]
    let signIn = await outcome(of: first)
    // With a token that is unknown all others would fail the same way.
    if case .failure(let error) = signIn, error.kind != .forbidden {
      return [ConnectionCheck("Sign in", .failed(error.description), request: signInRequest(error))]
    }
    var checks = [ConnectionCheck("Sign in", .passed), check(first, signIn)]
    for trial in HubSpotTrial.trials.dropFirst() { checks.append(check(trial, await outcome(of: trial))) }
    return checks
  }

  private func outcome(of trial: Trial) async -> Result<Void, VendorError> {
    do {
      let answer = try await calls.send(trial.request)
      do throws(JSONMismatch) {
        // Every list of HubSpot has its results, be there any or none.
        _ = try answer.json["results"].list
      } catch {
        return .failure(
          VendorError(
            .broken, trial.request.operation, cause: "the answer is not HubSpot's: \(error)",
            hint: "check the base_url; is it HubSpot's API?"))
      }
      return .success(())
    } catch let error as VendorError {
      return .failure(error)
    } catch {
      return .failure(VendorError(.cancelled, trial.request.operation, cause: "\(error)"))
    }
  }

  private func check(_ trial: Trial, _ outcome: Result<Void, VendorError>) -> ConnectionCheck {
    guard case .failure(let error) = outcome else { return ConnectionCheck(trial.name, scope: trial.scope, .passed) }
    let finding: ConnectionCheck.Outcome =
      trial.loss.map { .limited("\($0): \(error.cause)") } ?? .failed(error.description)
    return ConnectionCheck(trial.name, scope: trial.scope, finding, request: request(for: trial.scope))
  }

  private func request(for scope: String) -> String {
    "Please give our private app the scope \(scope): in HubSpot, Settings › Integrations › Private Apps › the app › "
      + "Scopes. It only reads."
  }

  private func signInRequest(_ error: VendorError) -> String? {
    guard error.kind == .credentials else { return nil }
    let scopes = Set(HubSpotTrial.trials.map(\.scope)).sorted().joined(separator: ", ")
    return "Please make a private app for us (in HubSpot, Settings › Integrations › Private Apps) with the scopes "
      + "\(scopes), and send us its access token. It only reads."
  }
}

extension HubSpotTime {
  /// Before HubSpot.
  static let longAgo = HubSpotTime(milliseconds: 946_684_800_000)
}
