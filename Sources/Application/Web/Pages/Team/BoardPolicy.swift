import Accounts
import HTTPServer
import Metrics
import Runtime

/// How much of the board somebody sees. The settings decide for those who only read; whoever manages may choose.
enum BoardView: String, CaseIterable, Sendable, Comparable {
  case team, own, all

  static func < (left: BoardView, right: BoardView) -> Bool { left.breadth < right.breadth }

  private var breadth: Int { BoardView.allCases.firstIndex(of: self) ?? 0 }

  var title: String {
    switch self {
    case .team: "Team only"
    case .own: "Own rank"
    case .all: "Everybody"
    }
  }

  /// The widest that a role may have.
  static func widest(for role: Role?, _ policy: Settings.Board) -> BoardView {
    guard (role ?? .viewer) < .manager else { return .all }
    return switch policy {
    case .everybody: .all
    case .ownRank: .own
    case .team: .team
    }
  }

  /// - Throws: for a view that there is not, or that is wider than one may have.
  static func chosen(_ asked: HTTPQuery, widest: BoardView) throws(WebError) -> BoardView {
    guard let text = asked.given("show") else { return widest }
    guard let view = BoardView(rawValue: text) else {
      throw .badRequest("show: “\(shown(text))” is none; there are all, own and team")
    }
    guard view <= widest else {
      throw WebError(
        .forbidden, "show: this workspace shows you \(widest.words); a manager sees everybody")
    }
    return view
  }

  private var words: String {
    switch self {
    case .team: "the figures of the team alone"
    case .own: "your own rank and the team"
    case .all: "everybody"
    }
  }
}

extension WebApplication {
  /// Whether whoever asks may see what single people did.
  var showsPeople: Bool {
    BoardView.widest(for: Asker.current.role, installation.settings.workspace.board) == .all
  }

  /// A board that hides names would hide nothing if the same figures stood elsewhere. One's own are always one's own.
  func checkPeople(in query: MetricQuery) throws(WebError) {
    let named = query.filters.filter { $0.dimension == .person }.flatMap(\.values)
    let own = Asker.current.account?.name
    guard !showsPeople, query.by.contains(.person) || named.contains(where: { $0 != own }) else { return }
    throw WebError(.forbidden, "person: this workspace shows the figures of single people to managers only")
  }
}
