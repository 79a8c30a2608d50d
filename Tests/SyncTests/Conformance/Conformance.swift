import Testing
import VendorDoubles

/// What the suite checks, and of which kinds of source it cannot: each with the reason, so that nothing is left out in
/// silence.
enum Conformance: String, CaseIterable, Sendable {
  case books, nothingNew, goesOn, deletion, spam, merge, restoring, movingLists, newToken, sameToken, failingAnswers
  case dyingProcess, stopping, oddRows, overlap

  enum Kind: String, CaseIterable, Sendable {
    case helpscout, freshservice, freshdesk, hubspot, livechat, messenger, requestTracker, mailchimp, table
    case messengerUpload, messengerExport

    var isFile: Bool { [.table, .messengerUpload, .messengerExport].contains(self) }
  }

  /// Why it cannot be checked of a kind; nothing where it is.
  func senseless(for kind: Kind) -> String? {
    if kind.isFile { return senselessForFiles }
    switch (self, kind) {
    case (.books, .mailchimp): return "contacts are in no figure; all of them must be there, and no other"
    case (.spam, .mailchimp), (.merge, .mailchimp): return "contacts are neither spam nor merged by the vendor"
    case (.restoring, .mailchimp): return "an erased address cannot come back through the API"
    case (.newToken, .helpscout): return nil
    case (.newToken, _): return "its credentials do not run out: somebody has to enter others"
    case (.spam, .livechat), (.merge, .livechat): return "LiveChat knows neither spam nor merging"
    case (.spam, .messenger), (.merge, .messenger): return "the API shows neither spam nor merging"
    case (.spam, .requestTracker): return "Request Tracker knows no spam"
    case (.restoring, .livechat), (.restoring, .messenger), (.restoring, .helpscout): return "what is deleted is gone"
    default: return nil
    }
  }

  private var senselessForFiles: String? {
    switch self {
    case .goesOn: "a file is as it is; a later one is checked as an overlap"
    case .deletion, .spam, .merge, .restoring: "a file does not tell what is gone"
    case .movingLists: "a file does not move while it is read"
    case .newToken, .sameToken: "a file needs no token"
    case .failingAnswers: "a file that cannot be read is refused as a whole, and its sender told"
    case .stopping: "a file is one transaction: stopped is as dead"
    case .books, .nothingNew, .dyingProcess, .oddRows, .overlap: nil
    }
  }
}

extension ConformingVendor {
  /// Those of which something can be checked.
  static func all(for check: Conformance) -> [ConformingVendor] { all.filter { check.senseless(for: $0.kind) == nil } }
}

@Suite struct `The conformance suite` {
  @Test func `meets every kind of source`() {
    let met = ConformingVendor.all.map(\.kind) + ConformingFile.all.map(\.kind) + [.mailchimp]
    #expect(Set(met) == Set(Conformance.Kind.allCases))
  }

  /// What a vendor's double cannot do is what its list says to be senseless, and nothing more.
  @Test(arguments: ConformingVendor.all) func `leaves out only what it gives a reason for`(_ vendor: ConformingVendor) {
    let deeds = vendor.make(vendor.story(days: 1, daily: 1), DoubleClock(at: .storyEnd)).deeds
    let possible: [(Conformance, Bool)] = [
      (.spam, deeds.spam != nil), (.merge, deeds.merge != nil), (.restoring, deeds.restore != nil),
      (.newToken, deeds.revokeTokens != nil),
    ]
    for (check, isPossible) in possible {
      #expect((check.senseless(for: vendor.kind) == nil) == isPossible, "\(check) of \(vendor.name)")
    }
  }
}
