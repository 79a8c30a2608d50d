import Testing

@testable import Runtime

private func freshdesk(in settings: Settings) -> Settings.Freshworks? {
  guard case .freshdesk(let fresh)? = settings.sources.first?.connection else { return nil }
  return fresh
}

@Suite struct `Settings said in several places` {
  private let text =
    "server: {port: 1001, max_upload: 1}\nsources: [{id: fresh, kind: freshdesk, base_url: \"http://a\", api_key: b}]"

  @Test func `follow what was given at the start, then the environment, then the file`() throws {
    let name = "REPLYLEDGER_SERVER_PORT"
    #expect(try settings(text).server.port == 1_001)
    #expect(try settings(text, environment: [name: "1002"]).server.port == 1_002)
    #expect(try settings(text, environment: [name: ""]).server.port == 1_001)
    #expect(try settings(text, environment: [name: "1002"], overrides: ["server.port": "1003"]).server.port == 1_003)
  }

  @Test func `follow the origins' names before the file`() throws {
    let environment = [
      "MAX_FILE_SIZE": "2", "FRESH_API": "geheim", "FRESH_ENDPOINT": "https://acme.freshdesk.com/api/v2/",
      "DATA_SYNC_INTERVAL_HOURS": "6", "DATA_RETENTION_DAYS": "90",
    ]
    let read = try settings(text, environment: environment)
    #expect(read.server.maxUpload == 2)
    #expect(read.sync == .init(interval: .seconds(6 * 3_600), retention: .seconds(90 * 86_400)))
    let fresh = Settings.Freshworks(
      baseURL: "https://acme.freshdesk.com/api/v2", apiKey: Secret("geheim"), publicNotesAreReplies: false,
      statuses: [:])
    #expect(freshdesk(in: read) == fresh)
  }

  @Test func `keep the environment name that the file chose`() throws {
    let chosen = text.replacing("api_key: b", with: "api_key: \"env:MINE\"")
    let read = try settings(chosen, environment: ["MINE": "mine", "FRESH_API": "other"])
    #expect(freshdesk(in: read)?.apiKey == Secret("mine"))
  }

  @Test func `speak of one source by its id`() throws {
    let read = try settings(text, environment: ["REPLYLEDGER_SOURCES_FRESH_API_KEY": "one"])
    #expect(freshdesk(in: read)?.apiKey == Secret("one"))
  }

  @Test func `give an origin's credentials to nobody when two sources could mean them`() {
    let two = "sources: [{id: a, kind: hubspot}, {id: b, kind: hubspot}]"
    #expect(problems(two, environment: ["HUBSPOT_API_KEY": "x"]).count == 2)
  }

  @Test func `note credentials that nothing uses`() throws {
    let environment = ["HUBSPOT_API_KEY": "x", "HELPSCOUT_CLIENT_ID": "half", "REPLYLEDGER_PORT": "tcp://10.0.0.1:80"]
    #expect(
      try settings(nil, environment: environment).notes == [
        "HUBSPOT_API_KEY is set and would be enough for sources: [{id: hubspot, kind: hubspot}], which is not configured",
        "REPLYLEDGER_PORT is set, but no setting has that name",
      ])
  }
}
