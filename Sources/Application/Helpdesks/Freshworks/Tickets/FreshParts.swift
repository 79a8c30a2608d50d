internal import JSONReader

/// What belongs to a ticket, of one kind. A part that cannot be read costs itself, and neither the ticket nor the others.
struct FreshParts<Part: Sendable>: Sendable {
  private(set) var read: [Part] = []
  private(set) var setAside: [RejectedRow] = []

  /// Where a part could not be read, what was known of it is not gone.
  var isWhole: Bool { setAside.isEmpty }

  init(
    _ rows: [JSONField], of ticket: FreshTicket, each name: String, _ decode: (JSONField) throws -> Part
  ) {
    for (index, row) in rows.enumerated() {
      do {
        read.append(try decode(row))
      } catch {
        // One whose id cannot be read either goes by its place.
        let id = (try? row["id"].freshID) ?? "no. \(index + 1)"
        setAside.append(RejectedRow(where: "ticket \(ticket.id), \(name) \(id)", why: "\(error)"))
      }
    }
  }
}
