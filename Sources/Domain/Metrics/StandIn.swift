/// What takes the place of something that a source does not tell.
package enum StandIn: String, Sendable, CaseIterable {
  /// Nobody tells who closed it: whoever held it then gets the credit (METRICS §10).
  case holderForCloser = "holder_for_closer"

  /// “12 closings are credited to whoever held the conversation, because the source does not tell who closed it”
  package func words(for count: Int) -> String {
    switch self {
    case .holderForCloser:
      "\(count == 1 ? "closing is" : "closings are") credited to whoever held the conversation then, because the source "
        + "does not tell who closed it"
    }
  }
}
