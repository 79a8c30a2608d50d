/// What one of each piece of work weighs (METRICS M75), in millionths of a unit so that sums stay exact.
package struct WorkUnits: Hashable, Sendable {
  package var reply: Int64
  package var note: Int64
  package var timeMinute: Int64
  package var chatTurn: Int64

  package static let unit: Int64 = 1_000_000

  package init(reply: Int64 = unit, note: Int64 = 0, timeMinute: Int64 = 0, chatTurn: Int64 = unit) {
    self.reply = reply
    self.note = note
    self.timeMinute = timeMinute
    self.chatTurn = chatTurn
  }
}
