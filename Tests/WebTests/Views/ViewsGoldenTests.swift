import TestKit
import Testing

@testable import Web

@Suite struct `Every page` {
  @Test(arguments: ExamplePage.all) func `is printed as agreed`(_ example: ExamplePage) throws {
    let printed = String(decoding: example.page.rendered(), as: UTF8.self)
    // The fingerprint of a stylesheet is no news about a page.
    let lasting = printed.replacing(/\?v=[0-9a-f]{16}/, with: "?v=content")
    try expectGolden(Array(lasting.utf8), "pages/\(example.name).html")
  }
}

/// A page with the name of its golden file.
struct ExamplePage: Sendable, CustomTestStringConvertible {
  let name: String
  let page: any Page

  init(_ name: String, _ page: any Page) {
    self.name = name
    self.page = page
  }

  var testDescription: String { name }

  static let all =
    [
      ExamplePage("today", TodayPage.example),
      ExamplePage("today-wall", TodayPage.wall),
      ExamplePage("today-empty", TodayPage.empty),
      ExamplePage("today-quiet", TodayPage.quiet),
      ExamplePage("numbers", NumbersPage.example),
      ExamplePage("numbers-empty", NumbersPage.ofNothing),
      ExamplePage("number", NumberPage.example),
      ExamplePage("team", TeamPage.example),
      ExamplePage("team-wall", TeamPage.wall),
      ExamplePage("team-own", TeamPage.own),
      ExamplePage("promises", PromisesPage.example),
      ExamplePage("promises-none", PromisesPage.withoutPromises),
      ExamplePage("number-week", NumberPage.ofWeek),
      ExamplePage("conversations-receipt", ConversationsPage.explaining),
      ExamplePage("conversations", ConversationsPage.plain),
      ExamplePage("conversations-none", ConversationsPage.none),
      ExamplePage("conversation", ConversationPage.example),
      ExamplePage("conversation-left-out", ConversationPage.ofTest),
      ExamplePage("sources", SourcesPage.example),
      ExamplePage("sources-refused", SourcesPage.refused),
      ExamplePage("source", SourcePage.example),
      ExamplePage("source-tested", SourcePage.tested),
      ExamplePage("source-by-upload", SourcePage.byUpload),
      ExamplePage("connect", ConnectPage.chooser),
      ExamplePage("connect-tested", ConnectPage.tested),
      ExamplePage("connect-change", ConnectPage.connected),
      ExamplePage("run-failed", RunPage.failed),
      ExamplePage("import-result", RunPage.upload),
    ] + errors

  private static let errors = Failure.allCases.map {
    ExamplePage("error-\($0.rawValue)", ErrorPage($0, frame: .example("", at: nil), reference: "request 7f3a"))
  }
}
