import CivilTime
import Support

/// Packs the facts of one conversation. Instants are written as distances from its creation.
///
/// A class, because its many small steps would else copy facts and conversation for each of them.
final class FactPacker {
  let conversation: Conversation
  let facts: Facts
  let createdAt: Instant

  init(_ conversation: Conversation, _ facts: Facts, createdAt: Instant) {
    self.conversation = conversation
    self.facts = facts
    self.createdAt = createdAt
  }

  func pack(under rules: Rules) -> [UInt8] {
    var writer = PackWriter()
    for section in FactSection.allCases {
      writer.section { writer in
        switch section {
        case .conversation: header(&writer, under: rules)
        case .starts: starts(&writer)
        case .customers: customer(&writer)
        case .participants: participants(&writer)
        case .messages: messages(&writer)
        case .customerWords: customerWords(&writer)
        case .openWaits: waits(facts.waits.indices.filter { facts.waits[$0].isOpen }, &writer)
        case .waits: waits(Array(facts.waits.indices), &writer)
        case .closings: closings(&writer)
        case .counts: counts(&writer)
        case .times: times(&writer)
        case .reopens: reopens(&writer)
        case .stations: stations(&writer)
        case .handOffs: handOffs(&writer)
        case .queue: queue(&writer)
        case .transfers: transfers(&writer)
        case .touches: touches(&writer)
        case .activity: activity(&writer)
        case .logged: logged(&writer)
        case .ratings: ratings(&writer)
        case .surveys: surveys(&writer)
        case .decisions: decisions(&writer, under: rules)
        }
      }
    }
    return writer.packed(version: PackedFacts.version)
  }

  func instant(_ instant: Instant?, _ writer: inout PackWriter) { writer.optional(instant.map { $0 - createdAt }) }

  func clocked(_ length: Clocked?, _ writer: inout PackWriter) {
    writer.optional(length?.calendar)
    writer.optional(length.flatMap(\.business))
  }

  func person(_ actor: Actor?, _ writer: inout PackWriter) { writer.text(actor.flatMap(\.countedName)) }

  func rows<Row>(_ rows: [Row], _ writer: inout PackWriter, _ body: (Row, inout PackWriter) -> Void) {
    writer.unsigned(rows.count)
    for row in rows { body(row, &writer) }
  }
}

extension Actor {
  /// Whose work it is in the figures: customers and programs that closed something are credited as such.
  fileprivate var countedName: String? {
    switch kind {
    case .agent, .bot: label
    case .customer: nil
    case .automation, .system, .thirdParty, .unknown: nil
    }
  }
}

/// Names under which closings stand that are nobody's work.
package enum Uncredited {
  package static let customer = "Customer"
  package static let automation = "Automation"
  package static let unknown = "Unknown"
}
