import Foundation
import Testing

@testable import Helpdesks

@Suite struct `Freshworks' time zones` {
  @Test func `are those of this machine`() {
    for name in RailsZone.all {
      let path = "/usr/share/zoneinfo/\(RailsZone.named(name))"
      #expect(FileManager.default.fileExists(atPath: path), "\(name)")
    }
    #expect(RailsZone.all.count > 140)
    #expect(RailsZone.named("Kolkata") == "Asia/Kolkata")
    #expect(RailsZone.named("Europe/Bucharest") == "Europe/Bucharest")
  }
}

@Suite struct `Freshworks' hours` {
  @Test(arguments: [
    ("8:00 am", "08:00"), ("12:30 am", "00:30"), ("12:00 pm", "12:00"), ("5:15 pm", "17:15"), ("08:00", "08:00"),
    ("17:00:00", "17:00"), ("9:05PM", "21:05"), ("24:00", "24:00"),
  ]) func `are read`(_ time: (text: String, clock: String)) { #expect(FreshCalendar.clock(time.text) == time.clock) }

  @Test(arguments: ["", "soon", "25:00", "8", "8:70", ":30"]) func `that are none are refused`(_ text: String) {
    #expect(FreshCalendar.clock(text) == nil)
  }

  @Test(arguments: [("01:30", 5_400), ("125:30", 451_800), ("00:00", 0), ("-00:15", -900)])
  func `of work are read`(_ spent: (text: String, seconds: Int64)) throws {
    #expect(try FreshTimeEntry.seconds(json("\"\(spent.text)\"")) == spent.seconds)
  }

  @Test(arguments: ["\"90\"", "\"1:5:00\"", "\"1:75\"", "\"x:10\"", "5400"]) func `of work that are none are refused`(
    _ text: String
  ) {
    #expect(throws: (any Error).self) { try FreshTimeEntry.seconds(json(text)) }
  }
}
