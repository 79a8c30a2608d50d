internal import CivilTime
internal import DemoCompany

/// A story in the order in which it happens at the desk.
struct TrackerPlot: Sendable {
  struct Scene: Sendable {
    var tale: Tale
    var beat: Beat
    /// It opens the ticket.
    var isFirst: Bool
  }

  var cast = Cast.halden
  /// By the number of the tale.
  var tickets: [Int: Int] = [:]
  /// The next last.
  private var scenes: [Scene] = []

  init() {}

  init(of story: Story) {
    cast = story.cast
    let told = story.tales.flatMap { tale in
      tale.beats.enumerated().map { Scene(tale: tale, beat: $1, isFirst: $0 == 0) }
    }
    // Of what happens in one second the order of the story is kept.
    scenes = told.enumerated().sorted { ($0.element.beat.at, $0.offset) > ($1.element.beat.at, $1.offset) }.map(
      \.element)
  }

  mutating func next(before now: Instant) -> Scene? {
    guard let scene = scenes.last, scene.beat.at < now else { return nil }
    return scenes.popLast()
  }
}
