import CivilTime
import Testing

@testable import Runtime

@Suite struct `Settings as a file` {
  /// Under the names that the file asks for.
  private static let environment = [
    "HELPSCOUT_CLIENT_SECRET": "a", "FRESH_API_KEY": "b", "HUBSPOT_TOKEN": "c", "LIVECHAT_TOKEN": "d",
    "RT_TOKEN": "e", "AUDIENCE_API_KEY": "f-us1", "SHEETS_CREDENTIALS": "g", "MAILCHIMP_API_KEY": "h-us1",
    "MANDRILL_KEY": "i", "SMTP_PASSWORD": "j", "AI_API_KEY": "k",
  ]

  @Test func `say the same when they are read again, and hold no secret`() throws {
    let first = try settings(fullSettings, environment: fullEnvironment, files: ["service-account.json": "geheim-file"])
    let text = first.text
    #expect(!text.contains("geheim"), "\(text)")
    let second = try settings(text, environment: `Settings as a file`.environment)
    #expect(second.text == text)
    #expect(second.people == first.people && second.products == first.products && second.clients == first.clients)
    #expect(second.calendars == first.calendars && second.calendarRules == first.calendarRules)
    #expect(second.rules == first.rules && second.workspace == first.workspace && second.server == first.server)
    #expect(second.sources.map(\.kind) == first.sources.map(\.kind))
  }

  @Test func `keep every destination, each with the name of its secret`() throws {
    let first = try settings(
      """
      destinations:
        mandrill: {key: geheim-mandrill}
        alerts: {url: "https://chat.acme.example/hooks/geheim", secret: geheim-alerts}
      """)
    #expect(!first.text.contains("geheim"), "\(first.text)")
    let second = try settings(
      first.text,
      environment: [
        "MANDRILL_KEY": "a", "ALERTS_SECRET": "b", "ALERTS_URL": "https://chat.example/hooks/geheim",
      ])
    #expect(second.destinations.alerts?.url == "https://chat.example/hooks/geheim")
    #expect(second.destinations.alerts?.secret.reveal() == "b")
    #expect(second.destinations.mandrill?.baseURL == first.destinations.mandrill?.baseURL)
  }

  @Test func `keep words that YAML would take for something else`() throws {
    let first = try settings(
      """
      workspace: {name: "yes: # [no]"}
      people: [{name: "Null", aliases: {desk: ["00123", "1e5"]}}]
      products: [{name: "3.10", tags: ["true", "a: b", "é\\"\\\\"]}]
      sync: {interval: 90m, retention: 36h}
      """)
    let second = try settings(first.text)
    #expect(second.people == first.people && second.products == first.products && second.sync == first.sync)
    #expect(second.workspace == first.workspace)
  }
}
