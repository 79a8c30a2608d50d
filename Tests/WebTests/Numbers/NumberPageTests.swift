import Metrics
import TestKit
import Testing

@testable import Web

@Suite struct `Pages of numbers` {
  @Test(arguments: Chapter.allCases) func `list each number of a chapter with its meaning`(_ chapter: Chapter)
    async throws
  {
    try await withServer { served async throws in
      let page = try await served.get("/numbers?chapter=\(chapter.rawValue)")
      #expect(page.status == 200)
      for metric in chapter.metrics {
        #expect(page.text.contains(">\(metric.name)</a>"), "\(metric)")
        #expect(page.text.contains("href=\"/numbers/\(metric.id)\""), "\(metric)")
      }
    }
  }

  @Test func `the list says what the API says, and opens the same rows`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers?period=last-7-days")
      for id in ["M01", "M04", "M05"] {
        let answer = try await served.json("/api/v1/numbers/\(id)?period=last-7-days")
        let receipt = try #require(answer["receipt"]?.text)
        let value = try #require(answer["value"]?.int)
        #expect(page.text.contains("receipt=\(receipt)\">\(value)</a>"), "\(id)")
      }
    }
  }

  /// A period that runs is compared with as much of the earlier one, to the second, wherever the figure is read.
  @Test(arguments: ["last-7-days", "today", "this-month", "last-month"])
  func `compare with the rows that the API compares with`(_ period: String) async throws {
    try await withServer { served async throws in
      for id in ["M01", "M05", "M48"] {
        let page = try await served.get("/numbers/\(id)?period=\(period)")
        let before = try await served.json("/api/v1/numbers/\(id)?period=\(period)&compare=unit")["comparison"]
        let receipt = try #require(before?["receipt"]?.text)
        #expect((before?["until"]?.text == nil) == (period == "last-month"))
        #expect(page.text.contains("receipt=\(receipt)\""), "\(id)")
      }
    }
  }

  @Test(arguments: Metric.allCases) func `show every number in depth`(_ metric: Metric) async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers/\(metric.id)?period=last-7-days")
      #expect(page.status == 200)
      #expect(page.text.contains("\(metric.id), version \(metric.definition.version)"))
      #expect(page.text.contains("What it means"))
      for mishap in ["Optional(", "nan", "inf %", "MetricValue"] { #expect(!page.text.contains(mishap), "\(mishap)") }
    }
  }

  @Test func `a first response has its spread, its open waits and what it left out`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers/M15?period=last-7-days")
      for words in [
        "First response time, half within", "5 min 30", "too few to judge", "1 still waiting", "90 % within",
        "By person",
        "Maya", "Unnamed agent", "When", "left out",
      ] { #expect(page.text.contains(words), "\(words)") }
    }
  }

  @Test func `a person is one link away, and so is everybody again`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers/M05?period=last-7-days")
      #expect(page.text.contains("href=\"/numbers/M05?period=last-7-days&amp;person=Maya\""))
      #expect(page.text.contains("rows add up to the total"))
      let narrowed = try await served.get("/numbers/M05?period=last-7-days&person=Maya")
      #expect(narrowed.text.contains("<i>person</i> <bdi>Maya</bdi>"))
      #expect(narrowed.text.contains("class=\"chip\" href=\"/numbers/M05?period=last-7-days\""))
    }
  }

  @Test func `the address keeps what was chosen`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers/M05?period=last-7-days&zone=Asia%2FTokyo&against=nothing&by=source")
      #expect(page.status == 200)
      #expect(page.text.contains("21:00 Tokyo"))
      #expect(page.text.contains("<i>zone</i> <bdi>Asia/Tokyo</bdi>"))
      #expect(page.text.contains("period=this-month&amp;zone=Asia%2FTokyo&amp;against=nothing&amp;by=source"))
      #expect(page.text.contains("name=\"zone\" value=\"Asia/Tokyo\""))
      #expect(page.text.contains("By source"))
    }
  }

  @Test func `days that a form chose lead to the address that links use`() async throws {
    try await withServer { served async throws in
      let answer = try await served.get("/numbers/M05?first=2025-08-01&last=2025-08-31&by=source")
      #expect(answer.status == 303)
      #expect(answer["Location"] == "/numbers/M05?from=2025-08-01&to=2025-09-01&by=source")
    }
  }

  static let mistakes = [
    ("/numbers?chapter=weather", "chapter: “weather” is none; there are volume"),
    ("/numbers?period=sometimes", "period: “sometimes” is none"),
    ("/numbers?against=everything", "against: “everything” is none"),
    ("/numbers?colour=red", "“colour” is no parameter"),
    ("/numbers/M05?by=colour", "“colour” is no breakdown"), ("/numbers/M05?by=person,source", "by one thing"),
    ("/numbers/M01?by=person", "is not offered per person"), ("/numbers/M05?clock=business", "runs on no clock"),
    ("/numbers/M05?attribution=boss", "attribution: must be one of"),
    ("/numbers/M05?zone=Mars%2FBase", "is no time zone"), ("/numbers/M05?format=pdf", "format: “pdf” is none"),
    ("/numbers/M05?from=2025-08-01", "from and to belong together"),
  ]

  @Test(arguments: mistakes) func `say what is wrong with an address`(_ target: String, _ words: String) async throws {
    try await withServer { served async throws in
      let page = try await served.get(target.replacing(" ", with: "%20"))
      #expect(page.status == 400)
      #expect(page.text.lowercased().contains(words.lowercased()), "\(page.text)")
      #expect(page.text.contains("What to do"))
    }
  }

  @Test func `a number that nobody knows is not found`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/numbers/M99")
      #expect(page.status == 404)
      #expect(page.text.contains("M01 to M82"))
    }
  }

  @Test func `an empty ledger leads to the sources`() async throws {
    try await withServer(nil) { served async throws in
      for target in ["/numbers", "/numbers/M15"] {
        let page = try await served.get(target)
        #expect(page.status == 200)
        #expect(page.text.contains("No figures yet"))
        #expect(page.text.contains("What it means") == (target != "/numbers"))
      }
    }
  }

  @Test func `weigh little`() async throws {
    try await withServer { served async throws in
      let loaded = Assets.all.reduce(0) { $0 + $1.bytes.count }
      for target in ["/numbers", "/numbers?chapter=speed", "/numbers/M15?period=this-year", "/numbers/M12"] {
        #expect(try await served.get(target).body.count + loaded <= 100_000, "\(target)")
      }
    }
  }
}

@Suite struct `Tables of figures` {
  @Test func `hold the whole, then its parts`() async throws {
    try await withServer { served async throws in
      let file = try await served.get("/numbers/M05?period=last-7-days&by=person&format=csv")
      #expect(file["Content-Type"] == "text/csv; charset=utf-8")
      #expect(file["Content-Disposition"]?.contains("M05-2025-08-08-to-2025-08-14.csv") == true)
      let lines = file.text.split(separator: "\r\n").map(String.init)
      #expect(lines[0].hasSuffix("where,person,value,unit,p90,mean,low,high,numerator,denominator,n"))
      #expect(
        lines.dropFirst() == [
          "M05,Human replies,2025-08-08,2025-08-14,Europe/Berlin,,actor,,,3,replies,,,,,,,3",
          "M05,Human replies,2025-08-08,2025-08-14,Europe/Berlin,,actor,,Maya,2,replies,,,,,,,2",
          "M05,Human replies,2025-08-08,2025-08-14,Europe/Berlin,,actor,,Unnamed agent,1,replies,,,,,,,1",
        ])
    }
  }

  @Test func `of a chapter have a line for each number`() async throws {
    try await withServer { served async throws in
      let file = try await served.get("/numbers?chapter=speed&format=csv")
      for metric in Chapter.speed.metrics { #expect(file.text.contains("\r\n\(metric.id),"), "\(metric)") }
    }
  }

  @Test func `never calculate with names from outside`() async throws {
    let chats = """
      {"1": [\(Chats.row("Hi", "to_company", "09:00:00")), \(Chats.row("Hello", "to_client", "09:05:00", agent: "=1+1"))]}
      """
    try await withServer(chats) { served async throws in
      let file = try await served.get("/numbers/M05?period=last-7-days&by=person&format=csv")
      #expect(file.text.contains(",'=1+1,"))
      #expect(!file.text.contains(",=1+1"))
    }
  }

  @Test func `leave numbers below zero as they are`() {
    #expect(CSVText.line(["-3", "-3.5", "-1+1", "-", "-a"]) == "-3,-3.5,'-1+1,'-,'-a\r\n")
  }
}
