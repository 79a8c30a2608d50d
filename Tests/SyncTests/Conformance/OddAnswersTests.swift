import Helpdesks
import JSONReader
import Support
import Testing
import VendorDoubles

@testable import Sync

/// What servers of a vendor's API write that its documents do not: it costs what is odd, and no sync.
@Suite struct `An odd answer` {
  @Test(arguments: ConformingVendor.all(for: .oddRows)) func `with null for a list that is empty says the same`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor) { stand async throws in
      stand.server.rewrite { _, answer in answer.sayingNullForNone }
      for _ in 0..<2 {
        let report = try await stand.sync()
        #expect(report.state == .done, "\(report.problem ?? "")")
        #expect(report.rejected == 0 && report.warnings.isEmpty, "\(report.warnings)")
      }
      try await expectTheBooks(stand)
    }
  }

  @Test(arguments: ConformingVendor.all(for: .oddRows), ["null", "{}", #"{"id": null}"#, "7"])
  func `costs the row that is none, and nothing else`(_ vendor: ConformingVendor, _ odd: String) async throws {
    let row = try JSONValue(odd)
    try await Stand.of(vendor) { stand async throws in
      stand.server.rewrite { call, answer in
        vendor.lists.contains { $0.matches(call.segments) } ? answer.adding(row) : answer
      }
      let report = try await stand.sync()
      #expect(report.state == .done && report.rejected > 0, "\(report.problem ?? "")")
      #expect(try await stand.sync().state == .done)
      try await expectTheBooks(stand)
    }
  }

  private func expectTheBooks(_ stand: Stand) async throws {
    let (figures, books) = (try await stand.figures(), stand.books)
    #expect(figures.createdPerDay == books.createdPerDay)
    #expect(figures.replies == books.replies)
    if stand.vendor.namesPeople { #expect(figures.firstResponses == books.firstResponses) }
  }
}

extension DoubleAnswer {
  var sayingNullForNone: DoubleAnswer { changed { $0.sayingNullForNone } }

  /// With one more row at the end of each list of records.
  func adding(_ row: JSONValue) -> DoubleAnswer { changed { $0.adding(row) } }

  private func changed(_ change: (JSONValue) -> JSONValue) -> DoubleAnswer {
    guard status < 300, let json = try? JSONValue(utf8: body) else { return self }  // not what this is about
    var writer = JSONWriter()
    writer.value(change(json))
    var answer = self
    answer.body = writer.bytes
    return answer
  }
}

extension JSONValue {
  fileprivate var sayingNullForNone: JSONValue {
    switch self {
    case .array(let values): values.isEmpty ? .null : .array(values.map(\.sayingNullForNone))
    case .object(let object): .object(object.mapped { _, value in value.sayingNullForNone })
    default: self
    }
  }

  /// Lists stand at the top, in a member of the answer, or in what it embeds.
  fileprivate func adding(_ row: JSONValue) -> JSONValue {
    switch self {
    case .array(let rows): .array(rows.isEmpty ? rows : rows + [row])
    case .object(let object):
      .object(
        object.mapped { key, value in
          switch value {
          case .array: value.adding(row)
          case .object where key == "_embedded": value.adding(row)
          default: value
          }
        })
    default: self
    }
  }
}

extension JSONObject {
  fileprivate func mapped(_ change: (String, JSONValue) -> JSONValue) -> JSONObject {
    members.reduce(into: JSONObject()) { $0.append($1.key, change($1.key, $1.value)) }
  }
}
