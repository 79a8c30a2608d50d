import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

@Suite struct `A walk through HubSpot's searches` {
  private let start = HubSpotTime(milliseconds: 1_000)

  private func answer(_ rows: [(String, Int64)], next: String?) throws -> HubSpotSearchAnswer {
    let results = rows.map { id, time in
      #"{"id": "\#(id)", "properties": {"hs_lastmodifieddate": "\#(HubSpotTime(milliseconds: time).iso8601)"}}"#
    }
    let paging = next.map { #", "paging": {"next": {"after": "\#($0)"}}"# } ?? ""
    return try HubSpotSearchAnswer(
      JSONValue(#"{"total": 9, "results": [\#(results.joined(separator: ","))]\#(paging)}"#).root, by: .changed)
  }

  @Test func `each page begins a new search at the last row's millisecond`() throws {
    let place = HubSpotSearchPlace(.changed, from: start)
    let next = try place.next(after: answer([("7", 1_000), ("8", 5_000)], next: "2"))
    #expect(next == HubSpotSearchPlace(.changed, from: HubSpotTime(milliseconds: 5_000)))
    #expect(try place.next(after: answer([("7", 1_000)], next: nil)) == nil)
  }

  /// It stands where the index had it, and tells when it was changed last.
  @Test(arguments: [3, 28, 29]) func `a ticket that changes while it is given out passes over nothing`(
    _ changed: Int
  ) throws {
    let rows = (0..<30).map { ("\(100 + $0)", $0 == changed ? 900_000 : 2_000 + Int64($0)) }
    let next = try HubSpotSearchPlace(.changed, from: start).next(after: answer(rows, next: "30"))
    #expect(try #require(next).from.milliseconds <= 2_029)
    #expect(try #require(next).from.milliseconds >= 2_027)
  }

  @Test func `a page of one millisecond is walked by id, and then the next one`() throws {
    var place = HubSpotSearchPlace(.changed, from: start)
    place = try #require(try place.next(after: answer([("70", 1_000), ("8", 1_000)], next: "2")))
    #expect(place.isWithin && place.lastID == nil && place.text == "changed 1000 within - 0")
    place = try #require(try place.next(after: answer([("70", 1_000), ("8", 1_000)], next: "2")))
    // The last id as it came, not the greatest: ids may be sorted as text.
    #expect(place.text == "changed 1000 within 8 0")
    place = try #require(try place.next(after: answer([("9", 1_000)], next: nil)))
    #expect(place.text == "changed 1001 0")
  }

  @Test func `only an empty page is passed by its row number`() throws {
    var place = HubSpotSearchPlace(.changed, from: start)
    place = try #require(try place.next(after: answer([], next: "200")))
    #expect(place.text == "changed 1000 200")
    place = try #require(try place.next(after: answer([("7", 2_000)], next: "400")))
    #expect(place.text == "changed 2000 0")
  }

  @Test(arguments: ["changed 1000 0", "created 5 200", "changed 1000 within - 0", "changed 7 within 1075966441 200"])
  func `its place is kept as text`(text: String) throws {
    #expect(HubSpotSearchPlace(text: text)?.text == text)
  }

  @Test(arguments: ["", "changed", "changed x 0", "elsewhere 1 0", "changed 1 without 2 3"])
  func `a place that it does not know is none`(text: String) {
    #expect(HubSpotSearchPlace(text: text) == nil)
  }
}
