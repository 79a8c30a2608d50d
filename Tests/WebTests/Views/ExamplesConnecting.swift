import Markup
import Runtime

@testable import Web

extension ConnectPage {
  static let chooser = ConnectPage(
    frame: .example("Connect a source", at: "/sources"),
    kinds: [
      PageLink(
        title: "Help Scout", href: "/sources/connect?kind=helpscout", about: "Inboxes with threads and ratings."),
      PageLink(title: "HubSpot", href: "/sources/connect?kind=hubspot", about: "Tickets with pipelines and owners."),
    ])

  static let tested = ConnectPage(
    frame: .example("Connect HubSpot", at: "/sources"), trial: SourcePage.tested.trial,
    form: ConnectForm(
      heading: "Its settings", aside: Sentence(.link("another kind", href: "/sources/connect")),
      action: "/sources/connect",
      kept: [
        PeriodPicker.Kept(name: "kind", value: "hubspot"),
        PeriodPicker.Kept(name: "draft", value: "00112233445566778899aabbccddeeff"),
      ],
      fields: [
        ConnectField(
          key: "id", title: "Name of the source", value: "hubspot", help: "Begins the key of every conversation.",
          isNeeded: true),
        ConnectField(
          key: "token", title: "Token of the private app", shape: .secret(kept: "kept, as you entered it"),
          help: "In HubSpot: Settings, Integrations, Private apps.", isNeeded: true),
      ],
      more: [
        ConnectField(key: "spam_pipelines", title: "Pipelines with spam", shape: .lines, value: "5386331\n<b>"),
        ConnectField(
          key: "base_url", title: "Address", value: "ftp://x", help: "Empty: https://api.hubapi.com.",
          problem: "this cannot be used: write an address, such as https://api.example.com/v2"),
        ConnectField(
          key: "public", title: "Public notes",
          shape: .choice([
            FilterForm.Choice.Option(value: "true", title: "count as replies"),
            FilterForm.Choice.Option(value: "false", title: "are notes"),
          ]), value: "false"),
      ], isMoreOpen: true, promise: "A test stores nothing.",
      buttons: [
        ConnectForm.Button(name: "test", text: "Test again"),
        ConnectForm.Button(name: "connect", text: "Connect and begin"),
      ], next: ConnectForm.Button(name: "connect", text: "Connect and begin", isMain: true)),
    card: ConnectCards.Card(.hubspot))

  static let connected: ConnectPage = {
    var page = tested
    page.frame = .example("Change hubspot", at: "/sources")
    page.trial = nil
    page.notices = [
      Notice(tone: .bad, title: "Nothing was stored", body: "What is wrong stands with the settings.", isUrgent: true)
    ]
    page.form?.fields[0].isFixed = true
    page.form?.fields[1].shape = .secret(kept: "kept; leave it empty to keep it")
    page.form?.next = nil
    page.deeds = [
      Deed(name: "pause", heading: "Leave it alone for a while", effect: "It is not synced.", button: "Pause"),
      Deed(name: "remove", heading: "Remove it", effect: "Its conversations stay.", button: "Remove hubspot"),
    ]
    return page
  }()
}
