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

  @Test func `give each secret a name of its own`() throws {
    let first = try settings(
      """
      sources:
        - {id: a-b, kind: hubspot, token: geheim-1}
        - {id: a_b, kind: hubspot, token: geheim-2}
        - {id: a-b-token, kind: freshdesk, base_url: "https://a.example", api_key: geheim-3}
        - {id: a_b_token_2, kind: hubspot, token: geheim-4}
        - {id: mailchimp, kind: freshdesk, base_url: "https://a.example", api_key: geheim-5}
      contacts:
        - {id: mailchimp, kind: mailchimp, api_key: geheim-us6, audience: a}
      destinations:
        mailchimp: {api_key: geheim-us7, audience: b, from_name: Acme, reply_to: help@acme.example}
      """)
    let names = first.text.matches(of: /env:(\w+)/).map { String($0.1) }
    #expect(
      names == [
        "A_B_TOKEN", "A_B_TOKEN_2", "A_B_TOKEN_API_KEY", "A_B_TOKEN_2_TOKEN", "MAILCHIMP_API_KEY",
        "MAILCHIMP_API_KEY_2", "MAILCHIMP_API_KEY_3",
      ])
    let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, "value-\($0)-us1") })
    let second = try settings(first.text, environment: environment)
    #expect(second.text == first.text)
    #expect(second.contacts.first?.mailchimp.apiKey.reveal() == "value-MAILCHIMP_API_KEY_2-us1")
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
